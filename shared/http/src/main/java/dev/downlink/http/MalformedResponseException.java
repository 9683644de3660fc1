package dev.downlink.http;

import java.io.IOException;

/** The server answered what HTTP/1.1 (RFC 9112) or the client's limits do not allow. */
final class MalformedResponseException extends IOException {

    MalformedResponseException(String reason) {
        super(reason);
    }
}
