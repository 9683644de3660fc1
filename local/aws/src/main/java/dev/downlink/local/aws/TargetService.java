package dev.downlink.local.aws;

import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A service whose requests name their operation in {@code X-Amz-Target}. An answer, an error too, is encoded as its request. */
public abstract class TargetService implements AwsService {

    /** What is read from a request, and what answers it: with a record, or a stage of one. */
    public record Operation<T>(Class<T> request, Function<T, ?> answer) {}

    private final String prefix;
    private final Map<String, Operation<?>> operations;

    /** @param prefix what stands before the operation in {@code X-Amz-Target}, dot included */
    protected TargetService(String prefix, Map<String, Operation<?>> operations) {
        this.prefix = prefix;
        this.operations = Map.copyOf(operations);
    }

    @Override
    public boolean serves(HttpRequest request) {
        return target(request).startsWith(prefix) && encoding(request).isPresent();
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        String name = target(request).substring(prefix.length());
        Operation<?> operation = operations.get(name);
        if (operation == null) {
            throw AwsException.badRequest("UnknownOperationException", "Operation " + name + " is not emulated.");
        }
        return run(operation, encoding(request).orElseThrow(), request.body());
    }

    @Override
    public HttpResponse refuse(HttpRequest request, AwsException refusal) {
        return refusal.toTarget(encoding(request).orElseThrow());
    }

    private static <T> CompletionStage<HttpResponse> run(Operation<T> operation, AwsEncoding encoding, byte[] body) {
        Object answer = operation.answer().apply(encoding.read(body, operation.request()));
        CompletionStage<?> answered =
                answer instanceof CompletionStage<?> later ? later : CompletableFuture.completedFuture(answer);
        return answered.thenApply(done -> encoding.response(200, done));
    }

    private static String target(HttpRequest request) {
        return request.header("X-Amz-Target").orElse("");
    }

    private static Optional<AwsEncoding> encoding(HttpRequest request) {
        return request.header("Content-Type").flatMap(AwsEncoding::ofTarget);
    }
}
