package dev.downlink.local.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FramesTest {

    /** Read back by Netty's decoder, as a client. */
    @Property(tries = 200)
    void carriesAnyPayloadInFramesWithinTheLimit(@ForAll @IntRange(max = Frames.MAX_MESSAGE_BYTES) int length) {
        roundTrip(length);
    }

    @Example
    void carriesPayloadsAtTheEdgesOfTheEncoding() {
        for (int length : new int[] {0, 1, 125, 126, 127, 32767, 32768, 32769, 65535, 65536, 131072}) {
            roundTrip(length);
        }
    }

    private static void roundTrip(int length) {
        byte[] payload = new byte[length];
        ThreadLocalRandom.current().nextBytes(payload);
        EmbeddedChannel client = new EmbeddedChannel(new WebSocket13FrameDecoder(false, false, Frames.MAX_FRAME_BYTES));
        client.writeInbound(Frames.text(UnpooledByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(payload)));

        ByteBuf received = Unpooled.buffer();
        WebSocketFrame last = null;
        for (WebSocketFrame frame = client.readInbound(); frame != null; frame = client.readInbound()) {
            received.writeBytes(frame.content());
            last = frame;
            frame.release();
        }
        assertThat(last).isNotNull().extracting(WebSocketFrame::isFinalFragment).isEqualTo(true);
        assertThat(received).isEqualTo(Unpooled.wrappedBuffer(payload));
        client.finishAndReleaseAll();
    }
}
