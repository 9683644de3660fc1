package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/** The answer to one {@link Request}, with its id and method. */
public record Response(@Nullable Json id, String method, Reply reply) {

    public static Response to(Request request, Reply reply) {
        return new Response(request.id(), request.method(), reply);
    }
}
