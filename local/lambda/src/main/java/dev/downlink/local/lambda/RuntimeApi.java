package dev.downlink.local.lambda;

import dev.downlink.local.aws.http.HttpHandler;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Lambda Runtime API of every environment: each has a path of its own before {@code /2018-06-01/runtime}, which the
 * runtime interface client takes as part of its host.
 */
final class RuntimeApi implements HttpHandler {

    private static final Pattern PATH = Pattern.compile(
            "/(?<environment>[^/]+)/2018-06-01/runtime/(?:init/(?<init>error)|invocation/(?:(?<next>next)|(?<request>[^/]+)/(?<outcome>response|error)))");

    private final Map<String, ExecutionEnvironment> environments = new ConcurrentHashMap<>();

    void add(ExecutionEnvironment environment) {
        environments.put(environment.id(), environment);
    }

    void remove(ExecutionEnvironment environment) {
        environments.remove(environment.id());
    }

    List<ExecutionEnvironment> environments() {
        return List.copyOf(environments.values());
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        Matcher path = PATH.matcher(request.path());
        ExecutionEnvironment environment = path.matches() ? environments.get(path.group("environment")) : null;
        if (environment == null) {
            return CompletableFuture.completedFuture(refused("InvalidStateTransition"));
        }
        if (path.group("next") != null) {
            return environment.next();
        }
        return CompletableFuture.completedFuture(answer(environment, path, request.body()));
    }

    private static HttpResponse answer(ExecutionEnvironment environment, Matcher path, byte[] body) {
        if (path.group("init") != null) {
            return environment.failInit(body);
        }
        return path.group("outcome").equals("response")
                ? environment.respond(path.group("request"), body)
                : environment.fail(path.group("request"), body);
    }

    /** The answer to {@code next}. */
    static HttpResponse event(FunctionConfiguration function, Invocation invocation, Instant deadline) {
        return new HttpResponse(
                200,
                Map.of(
                        "Content-Type", "application/json",
                        "Lambda-Runtime-Aws-Request-Id", invocation.requestId(),
                        "Lambda-Runtime-Deadline-Ms", String.valueOf(deadline.toEpochMilli()),
                        "Lambda-Runtime-Invoked-Function-Arn", function.arn(),
                        "Lambda-Runtime-Trace-Id", traceId(deadline)),
                invocation.payload());
    }

    static HttpResponse accepted() {
        return HttpResponse.json(202, "{\"status\":\"OK\"}");
    }

    static HttpResponse unknownRequest() {
        return HttpResponse.json(400, "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}");
    }

    static HttpResponse tooLarge() {
        return HttpResponse.json(
                413,
                "{\"errorMessage\":\"Exceeded maximum allowed payload size\",\"errorType\":\"RequestEntityTooLarge\"}");
    }

    static HttpResponse refused(String type) {
        return HttpResponse.json(
                403, "{\"errorMessage\":\"State transition is not allowed\",\"errorType\":\"" + type + "\"}");
    }

    /** X-Ray's format; nothing is sampled here. */
    private static String traceId(Instant about) {
        String random = UUID.randomUUID().toString().replace("-", "");
        return "Root=1-%08x-%s;Parent=%s;Sampled=0"
                .formatted(about.getEpochSecond(), random.substring(0, 24), random.substring(16));
    }
}
