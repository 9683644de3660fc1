package dev.downlink.local.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The sizes API Gateway knows, and text messages as the bytes of unmasked frames. */
final class Frames {

    /** 32 KB: the API Gateway frame limit. */
    static final int MAX_FRAME_BYTES = 32 * 1024;

    /** 128 KB: the API Gateway message limit, both ways. */
    static final int MAX_MESSAGE_BYTES = 128 * 1024;

    private static final int FINAL = 0x80;
    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int MAX_SHORT_LENGTH = 125;
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int MAX_HEADER_BYTES = 4;

    private Frames() {}

    /**
     * One message: a text frame, and continuation frames if it is longer than one. It is a single buffer, so that no
     * other message gets between its frames, and a copy, so that a waiting message does not hold on to the buffer of a
     * whole request.
     */
    static ByteBuf text(ByteBufAllocator allocator, ByteBuf payload) {
        int left = payload.readableBytes();
        int frames = Math.max(1, Math.ceilDiv(left, MAX_FRAME_BYTES));
        ByteBuf message = allocator.buffer(left + frames * MAX_HEADER_BYTES);
        int index = payload.readerIndex();
        for (int frame = 0; frame < frames; frame++) {
            int length = Math.min(left, MAX_FRAME_BYTES);
            left -= length;
            message.writeByte((frame == 0 ? TEXT : CONTINUATION) | (left == 0 ? FINAL : 0));
            if (length <= MAX_SHORT_LENGTH) {
                message.writeByte(length);
            } else {
                message.writeByte(TWO_BYTE_LENGTH).writeShort(length);
            }
            message.writeBytes(payload, index, length);
            index += length;
        }
        return message;
    }
}
