package dev.downlink.protocol;

import java.util.List;

/** The action dialect: flat objects, {@code {"action": …}} in and {@code {"type": …}} out. */
public final class ActionCodec implements Codec {

    @Override
    public List<Request> decode(String frame) {
        return FrameDecoder.decode(frame, ActionReader::new);
    }

    @Override
    public String encode(List<Response> responses) {
        JsonWriter out = new JsonWriter(256);
        for (int i = 0; i < responses.size(); i++) {
            if (i > 0) {
                out.newline();
            }
            ActionReplies.write(out, responses.get(i));
        }
        return out.toString();
    }

    @Override
    public String encode(Push push) {
        return ActionPushes.encode(push);
    }
}
