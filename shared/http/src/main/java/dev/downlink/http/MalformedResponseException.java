package dev.downlink.http;

import java.io.IOException;

/** A response violates HTTP/1.1 (RFC 9112) or the client's limits. */
final class MalformedResponseException extends IOException {

    MalformedResponseException(String reason) {
        super(reason);
    }
}
