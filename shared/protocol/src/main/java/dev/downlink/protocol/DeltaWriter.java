package dev.downlink.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the fossil delta format: {@code size \n { count@offset, | count:bytes } checksum ;}. */
final class DeltaWriter {

    private static final byte[] DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~".getBytes(StandardCharsets.US_ASCII);
    private static final int BITS_PER_DIGIT = 6;

    private final byte[] target;
    private final ByteArrayOutputStream out;

    /** Begins the delta of a target. */
    DeltaWriter(byte[] target) {
        this.target = target;
        out = new ByteArrayOutputStream(256);
        number(target.length);
        out.write('\n');
    }

    /** Copies bytes of the base. */
    void copy(int count, int offset) {
        number(count);
        out.write('@');
        number(offset);
        out.write(',');
    }

    /** Inserts bytes of the target literally; writes nothing if the range is empty. */
    void insert(int start, int end) {
        if (end > start) {
            number(end - start);
            out.write(':');
            out.write(target, start, end - start);
        }
    }

    byte[] finish() {
        number(checksum(target));
        out.write(';');
        return out.toByteArray();
    }

    /** The number of digits of a number. */
    static int digits(int number) {
        int digits = 1;
        for (int rest = number >>> BITS_PER_DIGIT; rest != 0; rest >>>= BITS_PER_DIGIT) {
            digits++;
        }
        return digits;
    }

    /** The sum of the bytes as big-endian words of 32 bits, the last one padded with zeros. */
    static int checksum(byte[] bytes) {
        int sum = 0;
        for (int i = 0; i < bytes.length; i++) {
            sum += (bytes[i] & 0xFF) << (24 - 8 * (i & 3));
        }
        return sum;
    }

    /** Unsigned, the most significant digit first. */
    private void number(int number) {
        for (int digit = digits(number) - 1; digit >= 0; digit--) {
            out.write(DIGITS[(number >>> (BITS_PER_DIGIT * digit)) & 63]);
        }
    }
}
