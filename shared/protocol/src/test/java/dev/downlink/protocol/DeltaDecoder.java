package dev.downlink.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Applies fossil deltas, with every check of the SDKs' decoder; it throws where that one does. */
public final class DeltaDecoder {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~";

    private final byte[] base;
    private final byte[] delta;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int position;

    private DeltaDecoder(byte[] base, byte[] delta) {
        this.base = base;
        this.delta = delta;
    }

    /**
     * What a client has after a publication of a subscription with delta, as SDKs do it.
     *
     * @param last what it had before
     */
    public static Json decode(@Nullable Json last, Publication publication) {
        String text =
                JsonTree.of("{\"data\":" + publication.data().text() + "}").text("data");
        if (!publication.delta()) {
            return new Json(text);
        }
        if (last == null) {
            throw new IllegalArgumentException("a change without anything before it");
        }
        return new Json(new String(apply(last.text().getBytes(UTF_8), text.getBytes(UTF_8)), UTF_8));
    }

    static byte[] apply(byte[] base, byte[] delta) {
        return new DeltaDecoder(base, delta).apply();
    }

    private byte[] apply() {
        int size = number();
        require(next() == '\n', "the size ends with a newline");
        while (true) {
            int count = number();
            switch (next()) {
                case '@' -> {
                    int offset = number();
                    require(next() == ',', "a copy ends with a comma");
                    require(offset + count <= base.length, "a copy lies within the base");
                    out.write(base, offset, count);
                }
                case ':' -> {
                    require(position + count <= delta.length, "an insert lies within the delta");
                    out.write(delta, position, count);
                    position += count;
                }
                case ';' -> {
                    byte[] target = out.toByteArray();
                    require(count == checksum(target), "the checksum matches");
                    require(target.length == size, "the size matches");
                    require(position == delta.length, "nothing follows");
                    return target;
                }
                default -> throw new IllegalArgumentException("an unknown operator");
            }
            require(out.size() <= size, "the output does not exceed the size");
        }
    }

    private int next() {
        require(position < delta.length, "the delta is complete");
        return delta[position++];
    }

    private int number() {
        int number = 0;
        while (position < delta.length && DIGITS.indexOf(delta[position]) >= 0) {
            number = (number << 6) + DIGITS.indexOf(delta[position++]);
        }
        return number;
    }

    /** Not the encoder's: word by word, as the specification says. */
    private static int checksum(byte[] bytes) {
        int sum = 0;
        for (int word = 0; word < bytes.length; word += 4) {
            int value = 0;
            for (int i = word; i < word + 4; i++) {
                value = value << 8 | (i < bytes.length ? bytes[i] & 0xFF : 0);
            }
            sum += value;
        }
        return sum;
    }

    private void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "must hold: " + rule + ", at byte " + position + " of " + new String(delta, US_ASCII));
        }
    }
}
