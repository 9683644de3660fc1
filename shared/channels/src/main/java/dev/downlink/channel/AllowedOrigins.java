package dev.downlink.channel;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From which sites browsers may connect, {@code client.allowed_origins}. What sends no {@code Origin} is no browser, and
 * accepted: the check protects users of browsers, and whoever writes a client can write any origin.
 *
 * @param origins lower or upper case, {@code *} for any characters but {@code /}; none: every site
 */
public record AllowedOrigins(List<String> origins) {

    public static final AllowedOrigins ALL = new AllowedOrigins(List.of());

    public AllowedOrigins {
        origins = List.copyOf(origins);
    }

    public boolean allow(@Nullable String origin) {
        return origin == null
                || origins.isEmpty()
                || origins.stream().anyMatch(allowed -> pattern(allowed).matches(origin));
    }

    private static Pattern pattern(String allowed) {
        String regex = allowed.equals("*")
                ? ".*"
                : Stream.of(allowed.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^/]*"));
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
