package dev.downlink.delivery;

import dev.downlink.delivery.post.Frame;
import dev.downlink.protocol.Dialect;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One frame of several that carry a list of publications.
 *
 * @param through how many of the list have been delivered once this frame is
 */
record Packed(Frame frame, int through) {

    /** 32 KB: what API Gateway bills as one message. */
    private static final int FRAME_BYTES = 32 * 1024;

    /** Packs as many as fit into each frame; what does not fit one goes alone, up to the 128 KB of a message. */
    static List<Packed> frames(List<EncodedPublication> publications, int from, Dialect dialect) {
        List<Packed> frames = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int n = from; n < publications.size(); n++) {
            byte[] line = publications.get(n).in(dialect);
            if (bytes.size() > 0 && bytes.size() + 1 + line.length > FRAME_BYTES) {
                frames.add(new Packed(new Frame(bytes.toByteArray()), n));
                bytes.reset();
            }
            if (bytes.size() > 0) {
                bytes.write('\n');
            }
            bytes.writeBytes(line);
        }
        if (bytes.size() > 0) {
            frames.add(new Packed(new Frame(bytes.toByteArray()), publications.size()));
        }
        return frames;
    }
}
