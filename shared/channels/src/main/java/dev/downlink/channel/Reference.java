package dev.downlink.channel;

/**
 * The location of a value: {@code env:NAME}, {@code file:/path}, {@code classpath:/resource} or
 * {@code ssm:/parameter/name}. Secrets are never in {@code channels.yml} itself.
 */
public record Reference(String value) {

    static final String EXPECTED = "a reference: env:NAME, file:/path, classpath:/resource or ssm:/parameter/name";

    static boolean isReference(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                && colon < text.length() - 1
                && switch (text.substring(0, colon)) {
                    case "env", "file", "classpath", "ssm" -> true;
                    default -> false;
                };
    }

    String scheme() {
        return value.substring(0, Math.max(0, value.indexOf(':')));
    }

    String target() {
        return value.substring(value.indexOf(':') + 1);
    }
}
