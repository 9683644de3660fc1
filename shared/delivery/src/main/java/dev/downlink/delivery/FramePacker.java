package dev.downlink.delivery;

import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PackedFrame;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Packs publications and other pushes into frames. */
final class FramePacker {

    /** 32 KB: what API Gateway bills as one message. */
    private static final int FRAME_BYTES = 32 * 1024;

    private FramePacker() {}

    /** Packs all of these pushes. */
    static List<PackedFrame> pack(List<? extends EncodedPush> pushes, Dialect dialect, Framing framing) {
        BitSet all = new BitSet(pushes.size());
        all.set(0, pushes.size());
        return pack(pushes, all, 0, dialect, framing, true);
    }

    /**
     * Encodes the wanted pushes from index {@code from} on. LINES puts as many into a frame as fit its limit, and a larger one
     * into a frame of its own, up to the 128 KB of a message; SINGLE puts each into a frame of its own. With the last frame a
     * connection has all of them, also those it does not want; without any wanted there is no frame.
     *
     * @param repeatable whether a client may get the frames twice
     */
    static List<PackedFrame> pack(
            List<? extends EncodedPush> pushes,
            BitSet wanted,
            int from,
            Dialect dialect,
            Framing framing,
            boolean repeatable) {
        List<PackedFrame> frames = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int n = wanted.nextSetBit(from); n >= 0; n = wanted.nextSetBit(n + 1)) {
            byte[] line = pushes.get(n).in(dialect);
            boolean fits = framing == Framing.LINES && bytes.size() + 1 + line.length <= FRAME_BYTES;
            if (bytes.size() > 0 && !fits) {
                frames.add(new PackedFrame(new Frame(bytes.toByteArray(), repeatable), n));
                bytes.reset();
            }
            if (bytes.size() > 0) {
                bytes.write('\n');
            }
            bytes.writeBytes(line);
        }
        if (bytes.size() > 0) {
            frames.add(new PackedFrame(new Frame(bytes.toByteArray(), repeatable), pushes.size()));
        }
        return frames;
    }
}
