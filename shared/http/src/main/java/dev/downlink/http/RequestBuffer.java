package dev.downlink.http;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A reusable byte buffer that grows as needed. */
public final class RequestBuffer {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes = new byte[4096];
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int length;

    public RequestBuffer clear() {
        length = 0;
        return this;
    }

    public RequestBuffer put(byte[] source) {
        reserve(source.length);
        System.arraycopy(source, 0, bytes, length, source.length);
        length += source.length;
        return this;
    }

    public RequestBuffer put(byte each) {
        reserve(1);
        bytes[length++] = each;
        return this;
    }

    /** Appends text of characters below 128. */
    public RequestBuffer put(String ascii) {
        int n = ascii.length();
        reserve(n);
        for (int i = 0; i < n; i++) {
            bytes[length + i] = (byte) ascii.charAt(i);
        }
        length += n;
        return this;
    }

    public RequestBuffer putDecimal(int number) {
        if (number >= 10) {
            putDecimal(number / 10);
        }
        reserve(1);
        bytes[length++] = (byte) ('0' + number % 10);
        return this;
    }

    public RequestBuffer putHex(byte[] source) {
        reserve(2 * source.length);
        for (byte each : source) {
            bytes[length++] = HEX[(each >> 4) & 0xf];
            bytes[length++] = HEX[each & 0xf];
        }
        return this;
    }

    /** The backing array: its first {@link #length()} bytes are valid. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** A view, valid until the next write. */
    ByteBuffer written() {
        return view.clear().limit(length);
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
            view = ByteBuffer.wrap(bytes);
        }
    }
}
