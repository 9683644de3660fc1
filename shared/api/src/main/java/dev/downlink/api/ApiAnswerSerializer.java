package dev.downlink.api;

import io.micronaut.core.type.Argument;
import io.micronaut.serde.Encoder;
import io.micronaut.serde.Serializer;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Writes the envelope of an answer; Serde writes the result. */
@Singleton
final class ApiAnswerSerializer implements Serializer<ApiAnswer> {

    @Override
    public void serialize(Encoder encoder, EncoderContext context, Argument<? extends ApiAnswer> type, ApiAnswer answer)
            throws IOException {
        Encoder envelope = encoder.encodeObject(type);
        switch (answer) {
            case ApiAnswer.OfResult done -> {
                envelope.encodeKey("result");
                result(envelope, context, done.result());
            }
            case ApiAnswer.OfCommand done -> {
                envelope.encodeKey(done.method());
                result(envelope, context, done.result());
            }
            case ApiAnswer.OfError failed -> {
                envelope.encodeKey("error");
                Encoder error = envelope.encodeObject(Argument.OBJECT_ARGUMENT);
                error.encodeKey("code");
                error.encodeInt(failed.code().code());
                error.encodeKey("message");
                error.encodeString(failed.message());
                error.finishStructure();
            }
        }
        envelope.finishStructure();
    }

    private static void result(Encoder encoder, EncoderContext context, ApiResult result) throws IOException {
        @SuppressWarnings("unchecked")
        Argument<ApiResult> type = (Argument<ApiResult>) Argument.of(result.getClass());
        context.findSerializer(type).createSpecific(context, type).serialize(encoder, context, type, result);
    }
}
