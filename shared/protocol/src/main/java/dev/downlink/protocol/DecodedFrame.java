package dev.downlink.protocol;

import java.util.List;
import java.util.function.Supplier;

/** The commands of a frame, and the dialect it is written in. */
public record DecodedFrame(Dialect dialect, List<Request> requests) {

    public DecodedFrame {
        requests = List.copyOf(requests);
    }

    /**
     * Decodes a frame. Never throws, as {@link Codec#decode}.
     *
     * @param likely the dialect to decode it in; it is decoded again only if its first object shows the other one
     * @param registered the dialect of the connection, for a frame that shows none
     */
    public static DecodedFrame decode(String frame, Dialect likely, Supplier<Dialect> registered) {
        DialectRecognition recognition = new DialectRecognition();
        List<Request> requests = switch (likely) {
            case ACTION -> FrameDecoder.decode(frame, ActionReader::new, recognition);
            case CENTRIFUGE -> FrameDecoder.decode(frame, CentrifugeReader::new, recognition);
        };
        Dialect dialect = recognition.result().orElseGet(registered);
        return new DecodedFrame(
                dialect, dialect == likely ? requests : Codec.of(dialect).decode(frame));
    }
}
