package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The runtime interface client's transport in plain Java. In functions' processes it stands before the client's own class
 * of this name, which needs a native library that exists for Linux only.
 */
final class NativeClient {

    private static String invocations = "";

    private NativeClient() {}

    static void init(String runtimeApi) {
        invocations = "http://" + runtimeApi + "/2018-06-01/runtime/invocation/";
    }

    /** Waits for an event without a time limit. */
    static InvocationRequest next() {
        try {
            HttpURLConnection connection = connect("next");
            InvocationRequest request = new InvocationRequest();
            try (InputStream body = body(connection)) {
                request.setContent(body.readAllBytes());
            }
            request.setId(connection.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
            request.setInvokedFunctionArn(connection.getHeaderField("Lambda-Runtime-Invoked-Function-Arn"));
            request.setDeadlineTimeInMs(connection.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0));
            request.setXrayTraceId(connection.getHeaderField("Lambda-Runtime-Trace-Id"));
            request.setClientContext(connection.getHeaderField("Lambda-Runtime-Client-Context"));
            request.setCognitoIdentity(connection.getHeaderField("Lambda-Runtime-Cognito-Identity"));
            request.setTenantId(connection.getHeaderField("Lambda-Runtime-Aws-Tenant-Id"));
            return request;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void postInvocationResponse(byte[] requestId, byte[] response) {
        try {
            HttpURLConnection connection = connect(new String(requestId, StandardCharsets.UTF_8) + "/response");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(response.length);
            try (OutputStream body = connection.getOutputStream()) {
                body.write(response);
            }
            // Read to its end, so that the connection is used again.
            try (InputStream answer = body(connection)) {
                answer.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpURLConnection connect(String path) throws IOException {
        return (HttpURLConnection) URI.create(invocations + path).toURL().openConnection();
    }

    private static InputStream body(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() / 100 != 2) {
            throw new IOException("the Runtime API answered " + connection.getResponseCode());
        }
        return connection.getInputStream();
    }
}
