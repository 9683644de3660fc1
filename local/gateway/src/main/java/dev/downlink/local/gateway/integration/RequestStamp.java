package dev.downlink.local.gateway.integration;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Which request this is and when it came, in the forms events carry. */
public record RequestStamp(String requestId, Instant at) {

    private static final DateTimeFormatter LOG_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** API Gateway's ids are 11 bytes: 16 characters of which the last is {@code =}. */
    private static final int ID_BYTES = 11;

    private static final int TRACE_BYTES = 12;

    public static RequestStamp next(Clock clock) {
        return new RequestStamp(nextId(), clock.instant());
    }

    /** A new id; connections and messages have the same form as requests. */
    public static String nextId() {
        return Base64.getUrlEncoder().encodeToString(random(ID_BYTES));
    }

    /** Such as {@code 11/Nov/2024:11:35:24 +0000}. */
    public String time() {
        return LOG_TIME.format(at);
    }

    public long epochMillis() {
        return at.toEpochMilli();
    }

    /** A new {@code X-Amzn-Trace-Id}. */
    public String traceHeader() {
        return "Root=1-%08x-%s".formatted(at.getEpochSecond(), HexFormat.of().formatHex(random(TRACE_BYTES)));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        ThreadLocalRandom.current().nextBytes(bytes);
        return bytes;
    }
}
