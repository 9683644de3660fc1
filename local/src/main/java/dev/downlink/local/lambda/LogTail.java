package dev.downlink.local.lambda;

import java.nio.charset.StandardCharsets;

/** The last 4 KB logged around one invocation: {@code X-Amz-Log-Result}. */
final class LogTail {

    private static final int MAX_CHARS = 4096;

    private final StringBuilder text = new StringBuilder();

    synchronized void append(String lines) {
        text.append(lines);
        text.delete(0, Math.max(0, text.length() - MAX_CHARS));
    }

    synchronized byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
