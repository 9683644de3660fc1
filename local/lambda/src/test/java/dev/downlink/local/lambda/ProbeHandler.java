package dev.downlink.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A function that does what its event says; it runs in processes of its own. The event is a JSON text. */
public final class ProbeHandler implements RequestStreamHandler {

    public ProbeHandler() {
        if (System.getenv("FAIL_INIT") != null) {
            throw new IllegalStateException("no start today");
        }
        if (System.getenv("INIT_MILLIS") != null) {
            sleep(Long.parseLong(System.getenv("INIT_MILLIS")));
        }
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "");
        String[] words = event.split(" ", 2);
        switch (words[0]) {
            case "throw" -> throw new IllegalStateException("boom!");
            case "exit" -> Runtime.getRuntime().halt(Integer.parseInt(words[1]));
            case "sleep" -> sleep(Long.parseLong(words[1]));
            case "await" -> await(Path.of(words[1]));
            case "print" -> System.out.println(words[1]);
            case "large" ->
                output.write(("\"" + "x".repeat(Integer.parseInt(words[1])) + "\"").getBytes(StandardCharsets.UTF_8));
            default -> {}
        }
        if (!words[0].equals("large")) {
            String answer = switch (words[0]) {
                case "pid" -> String.valueOf(ProcessHandle.current().pid());
                case "env" -> String.valueOf(System.getenv(words[1]));
                case "request" -> context.getAwsRequestId() + " " + context.getInvokedFunctionArn();
                case "remaining" -> String.valueOf(context.getRemainingTimeInMillis());
                default -> event;
            };
            output.write(("\"" + answer + "\"").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void await(Path file) {
        while (Files.notExists(file)) {
            sleep(10);
        }
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
