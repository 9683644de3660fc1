package dev.downlink.protocol;

import java.util.List;

/** The client's side of a dialect: writes commands, and reads what the server sends. One per connection. */
public interface ClientCodec {

    static ClientCodec of(Dialect dialect) {
        return switch (dialect) {
            case ACTION -> new ActionClientCodec();
            case CENTRIFUGE -> new CentrifugeClientCodec();
        };
    }

    /** Writes commands as one frame. */
    String encode(List<Request> requests);

    /** Reads every object of a frame. */
    List<ServerMessage> decode(String frame);
}
