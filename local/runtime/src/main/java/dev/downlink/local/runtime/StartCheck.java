package dev.downlink.local.runtime;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.InvalidConfigurationException;
import dev.downlink.channel.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the mistakes in what the rules refer to that a function would find at its start, or with the first token.
 *
 * @param variables what the functions get beside the environment of this process: functions see only these
 */
record StartCheck(Map<String, String> variables) {

    /** HS256 wants a key as long as its hash; {@code token.development} allows any. */
    private static final int LEAST_SECRET_BYTES = 32;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** @throws InvalidConfigurationException naming the first key that cannot be used */
    void check(ChannelRules rules) {
        ChannelRules.TokenKeys keys = rules.tokenKeys();
        value("api.key", rules.apiKey());
        value("api.previous_key", rules.apiPreviousKey());
        value("token.rsa_public_key", keys.rsaPublicKey());
        value("token.ecdsa_public_key", keys.ecdsaPublicKey());
        int leastBytes = keys.development() ? 1 : LEAST_SECRET_BYTES;
        secret("token.hmac_secret", keys.hmacSecret(), leastBytes);
        secret("token.hmac_previous_secret", keys.hmacPreviousSecret(), leastBytes);
        if (keys.jwksUrl() != null) {
            checkKeySet(keys.jwksUrl());
        }
    }

    private void secret(String key, @Nullable Reference reference, int leastBytes) {
        value(key, reference).ifPresent(secret -> {
            int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
            if (bytes < leastBytes) {
                throw new InvalidConfigurationException("%s (%s) has %d bytes; expected at least %d"
                        .formatted(key, Objects.requireNonNull(reference).value(), bytes, leastBytes));
            }
        });
    }

    private Optional<String> value(String key, @Nullable Reference reference) {
        if (reference == null) {
            return Optional.empty();
        }
        String scheme = reference.value().substring(0, reference.value().indexOf(':'));
        String target = reference.value().substring(scheme.length() + 1);
        return switch (scheme) {
            case "env" -> Optional.of(present(key, reference, variables.get(target)));
            case "file" -> Optional.of(present(key, reference, file(Path.of(target))));
            // The others are in the functions' artifacts, or on AWS.
            default -> Optional.empty();
        };
    }

    private static String present(String key, Reference reference, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidConfigurationException("%s (%s) is %s; expected a value there"
                    .formatted(key, reference.value(), value == null ? "missing" : "empty"));
        }
        return value.stripTrailing();
    }

    private static @Nullable String file(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.readString(path) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static void checkKeySet(String url) {
        try {
            URLConnection connection = URI.create(url).toURL().openConnection();
            connection.setConnectTimeout((int) TIMEOUT.toMillis());
            connection.setReadTimeout((int) TIMEOUT.toMillis());
            try (var body = connection.getInputStream()) {
                if (!JsonMapper.builder().build().readTree(body).path("keys").isArray()) {
                    throw new IOException("no JSON Web Key Set");
                }
            }
        } catch (IOException e) {
            throw new InvalidConfigurationException(
                    "token.jwks_url is \"%s\", which cannot be read (%s); expected a JSON Web Key Set there"
                            .formatted(url, Reason.of(e)));
        }
    }
}
