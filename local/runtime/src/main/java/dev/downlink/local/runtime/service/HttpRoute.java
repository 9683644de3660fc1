package dev.downlink.local.runtime.service;

import java.util.Set;

/**
 * A route of the HTTP API.
 *
 * @param method an HTTP method or {@code ANY}
 * @param path may hold {@code {name}} segments and end in {@code {proxy+}}
 */
public record HttpRoute(String method, String path) {

    private static final Set<String> METHODS =
            Set.of("ANY", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    static HttpRoute of(Section section, String text) {
        int space = text.indexOf(' ');
        if (space < 0 || !METHODS.contains(text.substring(0, space)) || text.charAt(space + 1) != '/') {
            throw section.invalid("http_routes", text, "a method and a path, such as \"POST /api/publish\"");
        }
        return new HttpRoute(text.substring(0, space), text.substring(space + 1));
    }

    /** As API Gateway writes it: {@code POST /api/publish}. */
    public String key() {
        return method + " " + path;
    }
}
