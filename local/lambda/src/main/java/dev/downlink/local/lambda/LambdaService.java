package dev.downlink.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.local.aws.AwsEncoding;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.AwsService;
import dev.downlink.local.aws.LocalAccount;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.NotFound;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.lambda.InvocationResult.Throttled;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's API: Invoke, to wait for or as an event, and ListFunctions. */
public final class LambdaService implements AwsService {

    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions(?:/(?<function>[^/]+)/invocations|/?)");
    /** 6 MB: Lambda's limit for a synchronous event. */
    private static final int MAX_PAYLOAD_BYTES = 6_291_456;
    /** 1 MB: Lambda's limit for an asynchronous event. */
    private static final int MAX_ASYNC_PAYLOAD_BYTES = 1_048_576;

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Functions(List<Function> functions) {}

    private record Function(
            String functionName,
            String functionArn,
            String handler,
            String runtime,
            int memorySize,
            long timeout,
            String version,
            String state) {

        static Function of(FunctionConfiguration function) {
            return new Function(
                    function.name(),
                    function.arn(),
                    function.handler(),
                    "java21",
                    function.memoryMb(),
                    function.timeout().toSeconds(),
                    "$LATEST",
                    "Active");
        }
    }

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
            return CompletableFuture.completedFuture(AwsEncoding.JSON.response(
                    200,
                    new Functions(lambda.functions().stream().map(Function::of).toList())));
        }
        String function = LocalAccount.functionName(URLDecoder.decode(path.group("function"), StandardCharsets.UTF_8));
        byte[] payload = request.body().length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : request.body();
        String type = request.header("X-Amz-Invocation-Type").orElse("RequestResponse");
        return switch (type) {
            case "RequestResponse" -> invoke(function, check(payload, MAX_PAYLOAD_BYTES));
            case "Event" ->
                CompletableFuture.completedFuture(enqueue(function, check(payload, MAX_ASYNC_PAYLOAD_BYTES)));
            default -> throw refused(400, "InvalidParameterValueException", "Unknown invocation type: " + type);
        };
    }

    private CompletionStage<HttpResponse> invoke(String function, byte[] payload) {
        String requestId = UUID.randomUUID().toString();
        return lambda.invoke(function, requestId, payload)
                .thenApply(result -> response(function, result).withHeader("x-amzn-RequestId", requestId));
    }

    private HttpResponse enqueue(String function, byte[] payload) {
        String requestId = lambda.invokeAsync(function, payload).orElseThrow(() -> notFound(function));
        return HttpResponse.empty(202).withHeader("x-amzn-RequestId", requestId);
    }

    private static HttpResponse response(String function, InvocationResult result) {
        return switch (result) {
            case Returned returned -> payload(returned.payload());
            case FunctionError error -> payload(error.payload()).withHeader("X-Amz-Function-Error", "Unhandled");
            case Throttled throttled -> throw throttled(throttled.limit());
            case NotFound ignored -> throw notFound(function);
        };
    }

    private static HttpResponse payload(byte[] payload) {
        return new HttpResponse(
                200, Map.of("Content-Type", "application/json", "X-Amz-Executed-Version", "$LATEST"), payload);
    }

    private static byte[] check(byte[] payload, int limit) {
        if (payload.length > limit) {
            throw refused(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + limit + " bytes for the InvokeFunction operation");
        }
        try {
            if (!JSON.readTree(payload).isMissingNode()) {
                return payload;
            }
        } catch (IOException e) {
            throw notJson();
        }
        throw notJson();
    }

    private static AwsException notJson() {
        return refused(400, "InvalidRequestContentException", "Could not parse request body into json: not JSON");
    }

    private static AwsException throttled(InvocationResult.Limit limit) {
        String reason = switch (limit) {
            case FUNCTION -> "ReservedFunctionConcurrentInvocationLimitExceeded";
            case ACCOUNT -> "ConcurrentInvocationLimitExceeded";
        };
        String message = "Rate Exceeded.";
        return new AwsException(
                429, "TooManyRequestsException", message, Map.of("Reason", reason, "Type", "User", "message", message));
    }

    private static AwsException notFound(String function) {
        return refused(404, "ResourceNotFoundException", "Function not found: " + LocalAccount.functionArn(function));
    }

    private static AwsException refused(int status, String type, String message) {
        return new AwsException(status, type, message, Map.of("Type", "User"));
    }
}
