package dev.downlink.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Settings;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Lambda can start every function that the {@code service.yml} of the module under test describes. */
public abstract class ServiceContract {

    private static final Path DESCRIPTION = Path.of("service.yml");

    @TestFactory
    Stream<DynamicTest> namesAHandlerThatLambdaCanStart() throws IOException {
        return functions().entrySet().stream()
                .map(function -> DynamicTest.dynamicTest(function.getKey(), () -> {
                    Class<?> handler = Class.forName(function.getValue());
                    assertThat(Modifier.isPublic(handler.getModifiers()))
                            .as("%s is public", handler)
                            .isTrue();
                    assertThat(handler.getConstructor().getParameterCount()).isZero();
                }));
    }

    /** The handler of each function, by the function's name. */
    private static Map<String, String> functions() throws IOException {
        return Settings.parse("service.yml", Files.readString(DESCRIPTION))
                .mapping("functions")
                .each((name, function) -> function.requiredText("handler", "a class"));
    }
}
