package dev.downlink.aws.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.downlink.http.HttpExchange;
import dev.downlink.http.HttpResponse;
import dev.downlink.http.Origin;
import dev.downlink.http.OriginClient;
import dev.downlink.http.RequestBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One call of the SDK: blocks the caller until the response is complete. */
final class SdkRequest implements ExecutableHttpRequest, HttpExchange {

    private static final byte[] LINE_END = {'\r', '\n'};

    private final Origin origin;
    private final OriginClient client;
    private final SdkHttpRequest request;
    private final byte[] body;
    private final CompletableFuture<HttpExecuteResponse> result = new CompletableFuture<>();

    private SdkRequest(Origin origin, OriginClient client, SdkHttpRequest request, byte[] body) {
        this.origin = origin;
        this.client = client;
        this.request = request;
        this.body = body;
    }

    static SdkRequest of(Origin origin, OriginClient client, HttpExecuteRequest call) throws IOException {
        byte[] body = {};
        if (call.contentStreamProvider().isPresent()) {
            try (InputStream content = call.contentStreamProvider().get().newStream()) {
                body = content.readAllBytes();
            }
        }
        return new SdkRequest(origin, client, call.httpRequest(), body);
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
        client.send(this);
        try {
            return result.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void abort() {
        result.completeExceptionally(new IOException("aborted"));
    }

    @Override
    public void writeHead(RequestBuffer head) {
        String path = request.encodedPath().isEmpty() ? "/" : request.encodedPath();
        head.put(request.method().name()).put(" ").put(path);
        request.encodedQueryParameters().ifPresent(query -> head.put("?").put(query));
        head.put(" HTTP/1.1\r\n");
        request.forEachHeader((name, values) -> {
            for (String value : values) {
                head.put(name).put(": ").put(value.getBytes(US_ASCII)).put(LINE_END);
            }
        });
        if (request.firstMatchingHeader("Host").isEmpty()) {
            head.put("Host: ").put(origin.authority()).put(LINE_END);
        }
        if (body.length > 0 && request.firstMatchingHeader("Content-Length").isEmpty()) {
            head.put("Content-Length: ").putDecimal(body.length).put(LINE_END);
        }
        head.put(LINE_END);
    }

    @Override
    public byte[] body() {
        return body;
    }

    @Override
    public boolean isHead() {
        return request.method() == SdkHttpMethod.HEAD;
    }

    @Override
    public void completed(HttpResponse response) {
        SdkHttpFullResponse.Builder head = SdkHttpFullResponse.builder().statusCode(response.status());
        response.forEachHeader(head::appendHeader);
        byte[] received = response.body();
        result.complete(HttpExecuteResponse.builder()
                .response(head.build())
                .responseBody(
                        received.length == 0 ? null : AbortableInputStream.create(new ByteArrayInputStream(received)))
                .build());
    }

    @Override
    public void failed(String reason) {
        result.completeExceptionally(new IOException(reason));
    }
}
