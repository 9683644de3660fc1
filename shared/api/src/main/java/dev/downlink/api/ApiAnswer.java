package dev.downlink.api;

import dev.downlink.protocol.ErrorCode;

/** The answer to one call, as Centrifugo's: {@code {"result": …}} or {@code {"error": {"code", "message"}}}. */
public sealed interface ApiAnswer {

    record OfResult(ApiResult result) implements ApiAnswer {}

    /** The result of one command of a batch: {@code {"<method>": …}}. */
    record OfCommand(String method, ApiResult result) implements ApiAnswer {}

    record OfError(ErrorCode code, String message) implements ApiAnswer {
        public OfError(ErrorCode code) {
            this(code, code.message());
        }

        /** @param detail what is wrong, for who wrote the request */
        public static OfError of(ErrorCode code, String detail) {
            return new OfError(code, code.message() + ": " + detail);
        }
    }
}
