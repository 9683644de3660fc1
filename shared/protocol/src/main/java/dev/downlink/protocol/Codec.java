package dev.downlink.protocol;

import java.util.List;

/** Reads and writes the frames of one dialect. A frame of commands or of replies has one or more JSON objects, separated by newlines. */
public interface Codec {

    static Codec of(Dialect dialect) {
        return switch (dialect) {
            case ACTION -> new ActionCodec();
            case CENTRIFUGE -> new CentrifugeCodec();
        };
    }

    /**
     * Reads every command of a frame. Never throws: what cannot be read becomes a {@link Command.Malformed}, so that each
     * command gets an answer.
     */
    List<Request> decode(String frame);

    /** Writes the answers to one frame as one frame; empty if there are none. */
    String encode(List<Response> responses);

    /** Writes one push: a JSON object without a newline in it. {@link Framing} says whether several may share a frame, joined by {@code \n}. */
    String encode(Push push);
}
