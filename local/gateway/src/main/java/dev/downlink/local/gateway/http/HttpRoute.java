package dev.downlink.local.gateway.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A route key of an HTTP API and its function.
 *
 * @param key such as {@code GET /items/{id}}, {@code ANY /files/{proxy+}} or {@code $default}
 */
public record HttpRoute(String key, String functionName) {

    private static final String DEFAULT = "$default";
    private static final String ANY = "ANY";
    private static final Pattern KEY = Pattern.compile("(?<method>[A-Z]+) (?<path>/\\S*)");
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}+]+)(\\+?)}");

    /** The most specific first: whole paths, then variables, then {@code {proxy+}}, then {@code $default}. */
    static final Comparator<HttpRoute> MOST_SPECIFIC_FIRST = Comparator.comparing(HttpRoute::isDefault)
            .thenComparing(route -> route.key.contains("+}"))
            .thenComparingLong(HttpRoute::variables)
            .thenComparingInt(route -> -route.key.length())
            .thenComparing(route -> route.key.startsWith(ANY));

    public HttpRoute {
        if (!key.equals(DEFAULT) && !KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("HTTP route " + key + " is not understood; expected METHOD /path");
        }
    }

    /** The path parameters if the route takes the request; the path is decoded. */
    Optional<Map<String, String>> match(String method, String path) {
        if (isDefault()) {
            return Optional.of(Map.of());
        }
        String routeMethod = key.substring(0, key.indexOf(' '));
        String template = key.substring(key.indexOf(' ') + 1);
        if (!routeMethod.equals(ANY) && !routeMethod.equals(method)) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        StringBuilder regex = new StringBuilder();
        Matcher variable = VARIABLE.matcher(template);
        int literalFrom = 0;
        while (variable.find()) {
            regex.append(Pattern.quote(template.substring(literalFrom, variable.start())));
            regex.append(variable.group(2).isEmpty() ? "([^/]+)" : "(.+)");
            names.add(variable.group(1));
            literalFrom = variable.end();
        }
        regex.append(Pattern.quote(template.substring(literalFrom)));
        Matcher match = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(path);
        if (!match.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            parameters.put(names.get(i), match.group(i + 1));
        }
        return Optional.of(parameters);
    }

    private boolean isDefault() {
        return key.equals(DEFAULT);
    }

    private long variables() {
        return VARIABLE.matcher(key).results().count();
    }
}
