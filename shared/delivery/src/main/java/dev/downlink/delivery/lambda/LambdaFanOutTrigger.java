package dev.downlink.delivery.lambda;

import dev.downlink.delivery.FanOutEvent;
import dev.downlink.delivery.FanOutTask;
import dev.downlink.delivery.FanOutTrigger;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Value;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Invokes the fan-out function (environment variable {@code FAN_OUT_FUNCTION}) asynchronously: Lambda queues and retries. */
@Singleton
final class LambdaFanOutTrigger implements FanOutTrigger {

    /** Made when first used, which in many functions is never. */
    private final BeanProvider<LambdaClient> lambda;

    private final String function;
    private final ObjectMapper mapper;

    LambdaFanOutTrigger(
            BeanProvider<LambdaClient> lambda, @Value("${fan.out.function}") String function, ObjectMapper mapper) {
        this.lambda = lambda;
        this.function = function;
        this.mapper = mapper;
    }

    @Override
    public void start(FanOutTask task) {
        byte[] event = event(task);
        lambda.get()
                .invoke(invoke -> invoke.functionName(function)
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromByteArrayUnsafe(event)));
    }

    private byte[] event(FanOutTask task) {
        try {
            return mapper.writeValueAsBytes(FanOutEvent.of(task));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
