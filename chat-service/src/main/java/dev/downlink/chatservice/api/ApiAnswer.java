package dev.downlink.chatservice.api;

import dev.downlink.protocol.ErrorCode;

/** The answer to one call, as Centrifugo's: {@code {"result": …}} or {@code {"error": {"code", "message"}}}. */
sealed interface ApiAnswer {

    record OfResult(ApiResult result) implements ApiAnswer {}

    record OfError(ErrorCode code) implements ApiAnswer {}
}
