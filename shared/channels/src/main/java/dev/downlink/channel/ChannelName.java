package dev.downlink.channel;

import dev.downlink.protocol.Limits;

/**
 * The name of a channel: {@code namespace:name}, or a plain name in the namespace without a name. Any text: whether it may
 * be used is for {@link ChannelRules} to say.
 */
public record ChannelName(String value) {

    /** In characters. */
    public static final int MAX_LENGTH = Limits.MAX_CHANNEL_LENGTH;

    /** The part before the first colon; empty if there is none. */
    public String namespace() {
        int colon = value.indexOf(':');
        return colon < 0 ? "" : value.substring(0, colon);
    }

    /** Whether a channel can have this name: 1 to 255 characters of well-formed Unicode, none of them a control character. */
    public boolean valid() {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            return false;
        }
        int c;
        for (int i = 0; i < value.length(); i += Character.charCount(c)) {
            c = value.codePointAt(i);
            // A surrogate without its other half cannot be written in UTF-8.
            if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether Centrifugo's syntax reserves the channel: for the users listed after {@code #}, or, by a leading {@code $}, for
     * holders of a subscription token.
     */
    public boolean restricted() {
        return value.startsWith("$") || value.indexOf('#') >= 0;
    }

    @Override
    public String toString() {
        return value;
    }
}
