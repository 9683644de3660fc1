package dev.downlink.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.aws.AwsService;
import dev.downlink.local.http.HttpRequest;
import dev.downlink.local.http.HttpResponse;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.NotFound;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.lambda.InvocationResult.Throttled;
import dev.downlink.local.service.LocalEnvironment;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's API: Invoke in its three types, ListFunctions and GetFunction. */
public final class LambdaService implements AwsService {

    private static final Pattern PATH =
            Pattern.compile("/2015-03-31/functions(?:/(?<function>[^/]*)(?<invoke>/invocations)?)?/?");

    /** 6 MB: Lambda's limit for a synchronous event. */
    private static final int MAX_PAYLOAD_BYTES = 6_291_456;

    /** 1 MB: Lambda's limit for an asynchronous event. */
    private static final int MAX_ASYNC_PAYLOAD_BYTES = 1_048_576;

    /** The function's output comes through a pipe of its own, a moment after its result. */
    private static final Executor LOGS_ARRIVED = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalLambda lambda;

    public LambdaService(LocalLambda lambda) {
        this.lambda = lambda;
    }

    @Override
    public boolean serves(HttpRequest request) {
        return PATH.matcher(request.path()).matches();
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches() || path.group("function") == null) {
            return now(list());
        }
        String name = LocalEnvironment.functionName(URLDecoder.decode(path.group("function"), StandardCharsets.UTF_8));
        Optional<FunctionConfiguration> function = lambda.function(name);
        if (function.isEmpty()) {
            return now(notFound(name));
        }
        if (path.group("invoke") == null) {
            ObjectNode answer = JSON.createObjectNode();
            answer.set("Configuration", json(function.get()));
            return now(HttpResponse.json(200, answer.toString()));
        }
        return invoke(name, request);
    }

    private CompletionStage<HttpResponse> invoke(String function, HttpRequest request) {
        String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        byte[] payload = request.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request.body();
        int limit = type.equals("Event") ? MAX_ASYNC_PAYLOAD_BYTES : MAX_PAYLOAD_BYTES;
        if (payload.length > limit) {
            return now(error(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + limit + " bytes for the InvokeFunction operation"));
        }
        if (!isJson(payload)) {
            return now(
                    error(400, "InvalidRequestContentException", "Could not parse request body into json: not JSON"));
        }
        return switch (type) {
            case "RequestResponse" -> {
                boolean tail =
                        request.header("X-Amz-Log-Type").filter("Tail"::equals).isPresent();
                String requestId = UUID.randomUUID().toString();
                var outcome = lambda.run(function, requestId, payload);
                var answer = tail
                        ? outcome.thenApplyAsync(
                                done -> withTail(response(function, done.result()), done), LOGS_ARRIVED)
                        : outcome.thenApply(done -> response(function, done.result()));
                yield answer.thenApply(response -> response.withHeader("x-amzn-RequestId", requestId));
            }
            case "Event" -> now(enqueue(function, payload));
            case "DryRun" -> now(HttpResponse.empty(204));
            default -> now(error(400, "InvalidParameterValueException", "Unknown invocation type: " + type));
        };
    }

    private HttpResponse enqueue(String function, byte[] payload) {
        try {
            return lambda.invokeAsync(function, payload)
                    .map(requestId -> HttpResponse.empty(202).withHeader("x-amzn-RequestId", requestId))
                    .orElseGet(() -> notFound(function));
        } catch (RefusedInvocationException e) {
            return error(500, "ServiceException", "Service encountered an internal error.");
        }
    }

    private static HttpResponse response(String function, InvocationResult result) {
        return switch (result) {
            case Returned returned -> payload(returned.payload());
            case FunctionError error -> payload(error.payload()).withHeader("X-Amz-Function-Error", "Unhandled");
            case Throttled throttled -> throttled(throttled.limit());
            case NotFound ignored -> notFound(function);
        };
    }

    private static HttpResponse withTail(HttpResponse response, Invocation.Outcome outcome) {
        return response.withHeader(
                "X-Amz-Log-Result",
                Base64.getEncoder().encodeToString(outcome.logTail().bytes()));
    }

    private static HttpResponse payload(byte[] payload) {
        return new HttpResponse(
                200, Map.of("Content-Type", "application/json", "X-Amz-Executed-Version", "$LATEST"), payload);
    }

    private static HttpResponse throttled(InvocationResult.Limit limit) {
        String reason = switch (limit) {
            case FUNCTION -> "ReservedFunctionConcurrentInvocationLimitExceeded";
            case ACCOUNT -> "ConcurrentInvocationLimitExceeded";
        };
        String body = JSON.createObjectNode()
                .put("Reason", reason)
                .put("Type", "User")
                .put("message", "Rate Exceeded.")
                .toString();
        return HttpResponse.json(429, body).withHeader("x-amzn-ErrorType", "TooManyRequestsException");
    }

    private static HttpResponse notFound(String function) {
        return error(404, "ResourceNotFoundException", "Function not found: " + LocalEnvironment.functionArn(function));
    }

    private static HttpResponse error(int status, String type, String message) {
        String body = JSON.createObjectNode()
                .put("Type", "User")
                .put("Message", message)
                .toString();
        return HttpResponse.json(status, body).withHeader("x-amzn-ErrorType", type);
    }

    private HttpResponse list() {
        ObjectNode answer = JSON.createObjectNode();
        var functions = answer.putArray("Functions");
        lambda.functions().forEach(function -> functions.add(json(function)));
        return HttpResponse.json(200, answer.toString());
    }

    private static ObjectNode json(FunctionConfiguration function) {
        return JSON.createObjectNode()
                .put("FunctionName", function.name())
                .put("FunctionArn", function.arn())
                .put("Handler", function.handler())
                .put("Runtime", "java21")
                .put("MemorySize", function.memoryMb())
                .put("Timeout", (int) function.timeout().toSeconds())
                .put("Version", "$LATEST")
                .put("State", "Active");
    }

    private static boolean isJson(byte[] payload) {
        try {
            return !JSON.readTree(payload).isMissingNode();
        } catch (IOException e) {
            return false;
        }
    }

    private static CompletionStage<HttpResponse> now(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
