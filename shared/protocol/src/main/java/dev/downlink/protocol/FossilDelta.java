package dev.downlink.protocol;

import static dev.downlink.protocol.RollingHash.WINDOW;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Encodes the change from one JSON text to the next in the fossil delta format (fossil-scm.org, "Delta Format"), by its
 * reference algorithm. A copy begins and ends between two characters, so a delta of well-formed text is well-formed text.
 * Time and memory are linear in the size of both texts.
 */
public final class FossilDelta {

    /** The reference encoder compares at most this many blocks of one hash. */
    private static final int MAX_CANDIDATES = 250;

    /** Above this, repetitive texts (many blocks of one hash) are matched with the first candidate only. */
    private static final int MAX_COMPARISONS_PER_BYTE = 256;

    private static final int NONE = -1;

    /** {@code @}, the comma and the colon of a copy and the literals before it. */
    private static final int SEPARATORS = 3;

    private final byte[] base;
    private final byte[] target;
    /** The last block of the base in each hash bucket. */
    private final int[] newest;
    /** The block before each block in its bucket. */
    private final int[] earlier;

    private long comparisonsLeft;
    private int bestStart;
    private int bestCount;
    private int bestOffset;

    private FossilDelta(byte[] base, byte[] target) {
        this.base = base;
        this.target = target;
        int blocks = base.length / WINDOW;
        newest = new int[blocks];
        earlier = new int[blocks];
        comparisonsLeft = (long) MAX_COMPARISONS_PER_BYTE * target.length;
    }

    /** The delta that turns {@code base} into {@code target}; empty if the target is not longer than it. */
    public static Optional<String> between(Json base, Json target) {
        byte[] bytes = target.text().getBytes(StandardCharsets.UTF_8);
        byte[] delta = encode(base.text().getBytes(StandardCharsets.UTF_8), bytes);
        return delta.length < bytes.length ? Optional.of(new String(delta, StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** The delta, of any length. */
    static byte[] encode(byte[] base, byte[] target) {
        DeltaWriter out = new DeltaWriter(target);
        if (base.length <= WINDOW) {
            out.insert(0, target.length);
        } else {
            new FossilDelta(base, target).encode(out);
        }
        return out.finish();
    }

    private void encode(DeltaWriter out) {
        indexBase();
        int position = 0;
        while (position + WINDOW < target.length && find(position)) {
            out.insert(position, bestStart);
            out.copy(bestCount, bestOffset);
            position = bestStart + bestCount;
        }
        out.insert(position, target.length);
    }

    private void indexBase() {
        Arrays.fill(newest, NONE);
        for (int i = 0; i < base.length - WINDOW; i += WINDOW) {
            int bucket = new RollingHash(base, i).bucket(newest.length);
            earlier[i / WINDOW] = newest[bucket];
            newest[bucket] = i / WINDOW;
        }
    }

    /** Finds the best copy for the first window from {@code position} on that has any. */
    private boolean find(int position) {
        bestCount = 0;
        RollingHash hash = new RollingHash(target, position);
        for (int window = position; ; window++) {
            int block = newest[hash.bucket(newest.length)];
            for (int tried = 0; block != NONE && isWorthATry(tried); tried++) {
                compare(position, window, block * WINDOW);
                block = earlier[block];
            }
            if (bestCount > 0) {
                return true;
            }
            if (window + WINDOW >= target.length) {
                return false;
            }
            hash.next();
        }
    }

    private boolean isWorthATry(int tried) {
        return tried == 0 || (tried < MAX_CANDIDATES && comparisonsLeft > 0);
    }

    /** Extends a match of {@code target} at {@code window} with {@code base} at {@code offset} both ways, and keeps the best. */
    private void compare(int position, int window, int offset) {
        int forward = 0;
        int most = Math.min(base.length - offset, target.length - window);
        while (forward < most && base[offset + forward] == target[window + forward]) {
            forward++;
        }
        int back = 0;
        // As in the reference encoder: a backward extension leaves out the first byte of the base.
        most = Math.min(offset - 1, window - position);
        while (back < most && base[offset - back - 1] == target[window - back - 1]) {
            back++;
        }
        comparisonsLeft -= forward + back + 1;
        keepIfBest(position, window - back, window + forward, offset - window);
    }

    /** @param shift from an index in the target to that of the same byte in the base */
    private void keepIfBest(int position, int matchStart, int matchEnd, int shift) {
        int start = matchStart;
        int end = matchEnd;
        while (start < end && isInsideCharacter(start)) {
            start++;
        }
        while (end > start && isInsideCharacter(end)) {
            end--;
        }
        int count = end - start;
        int offset = start + shift;
        int cost = DeltaWriter.digits(start - position)
                + DeltaWriter.digits(count)
                + DeltaWriter.digits(offset)
                + SEPARATORS;
        if (count >= cost && count > bestCount) {
            bestStart = start;
            bestCount = count;
            bestOffset = offset;
        }
    }

    /** Whether a cut before this byte of the target would be within a character of UTF-8. */
    private boolean isInsideCharacter(int index) {
        return index < target.length && (target[index] & 0xC0) == 0x80;
    }
}
