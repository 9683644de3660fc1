package dev.downlink.protocol;

/** Fossil's hash of the 16 bytes at a position, which advances by one byte at constant cost. */
final class RollingHash {

    /** In bytes: the block of the fossil delta format's reference encoder. */
    static final int WINDOW = 16;

    private final byte[] bytes;
    private int position;
    private int sum;
    private int weighted;

    /** The hash of the window that starts at {@code position}; the bytes must reach that far. */
    RollingHash(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
        for (int i = 0; i < WINDOW; i++) {
            int value = bytes[position + i] & 0xFF;
            sum += value;
            weighted += (WINDOW - i) * value;
        }
    }

    void next() {
        int old = bytes[position] & 0xFF;
        sum += (bytes[position + WINDOW] & 0xFF) - old;
        weighted += sum - WINDOW * old;
        position++;
    }

    int bucket(int buckets) {
        return Integer.remainderUnsigned((sum & 0xFFFF) | (weighted << 16), buckets);
    }
}
