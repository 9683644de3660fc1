package dev.downlink.protocol;

import java.util.List;

/** The Centrifuge client protocol (version 2) in JSON. Source: github.com/centrifugal/protocol, {@code client.proto}. */
public final class CentrifugeCodec implements Codec {

    @Override
    public List<Request> decode(String frame) {
        return FrameDecoder.decode(frame, CentrifugeReader::new);
    }

    @Override
    public String encode(List<Response> responses) {
        JsonWriter out = new JsonWriter(256);
        for (int i = 0; i < responses.size(); i++) {
            if (i > 0) {
                out.newline();
            }
            Response response = responses.get(i);
            out.open().field("id", response.id());
            CentrifugeReplies.write(out, response.reply());
            out.close();
        }
        return out.toString();
    }

    @Override
    public String encode(Push push) {
        return CentrifugePushes.encode(push);
    }
}
