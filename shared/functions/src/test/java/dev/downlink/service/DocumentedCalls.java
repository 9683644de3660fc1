package dev.downlink.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The calls of the server HTTP API that a page of docs shows, as {@code curl} commands. */
public final class DocumentedCalls {

    private static final Pattern CALL = Pattern.compile("http://localhost:8080/api/(\\w+)[\\s\\\\]+-d '([^']*)'");

    private DocumentedCalls() {}

    /** @param method as in {@code POST /api/<method>} */
    public record Call(String method, String body) {}

    /** In the order of the page. */
    public static List<Call> of(String page) {
        try {
            return CALL.matcher(Files.readString(Path.of("..", "docs", page)))
                    .results()
                    .map(call -> new Call(call.group(1), call.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
