package dev.downlink.local.gateway;

import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The files of a folder; {@code /} is its {@code index.html}. */
record StaticFiles(Path folder) {

    StaticFiles {
        folder = folder.toAbsolutePath().normalize();
    }

    HttpResponse get(HttpRequest request) {
        Path file;
        try {
            String name = QueryStringDecoder.decodeComponent(
                    request.path().substring(1).replace("+", "%2B"));
            file = folder.resolve(name.isEmpty() ? "index.html" : name).normalize();
        } catch (IllegalArgumentException e) {
            return HttpResponse.message(400, "Bad Request");
        }
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            return HttpResponse.message(404, "Not Found");
        }
        String type = URLConnection.guessContentTypeFromName(file.getFileName().toString());
        try {
            return new HttpResponse(
                    200,
                    Map.of("Content-Type", Objects.requireNonNullElse(type, "application/octet-stream")),
                    Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
