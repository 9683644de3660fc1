package dev.downlink.channel;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Resolves references. Nothing is cached: resolve once, at start. */
@Singleton
public final class References {

    private final ParameterStore parameters;
    private final UnaryOperator<@Nullable String> environment;

    @Inject
    References(ParameterStore parameters) {
        this(parameters, System::getenv);
    }

    References(ParameterStore parameters, UnaryOperator<@Nullable String> environment) {
        this.parameters = parameters;
        this.environment = environment;
    }

    /**
     * The value, without the line break that ends a file.
     *
     * @throws InvalidConfigurationException if there is none, or an empty one
     */
    public String resolve(Reference reference) {
        String target = reference.target();
        String value = switch (reference.scheme()) {
            case "env" -> environment.apply(target);
            case "file" -> file(Path.of(target));
            case "classpath" -> resource(target.startsWith("/") ? target.substring(1) : target);
            case "ssm" -> parameters.find(target).orElse(null);
            default -> throw new InvalidConfigurationException("not a reference; expected " + Reference.EXPECTED);
        };
        if (value == null || value.isBlank()) {
            throw new InvalidConfigurationException("%s is %s; expected a value there"
                    .formatted(reference.value(), value == null ? "missing" : "empty"));
        }
        return value.stripTrailing();
    }

    private static @Nullable String file(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.readString(path) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String resource(String name) {
        try (InputStream in = References.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
