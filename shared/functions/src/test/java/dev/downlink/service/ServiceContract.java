package dev.downlink.service;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

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
    @SuppressWarnings("unchecked")
    private static Map<String, String> functions() throws IOException {
        try (Reader reader = Files.newBufferedReader(DESCRIPTION)) {
            Map<String, Object> service = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            Map<String, Map<String, Object>> functions =
                    (Map<String, Map<String, Object>>) requireNonNull(service.get("functions"), "functions");
            return functions.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, function ->
                    (String) requireNonNull(function.getValue().get("handler"), "handler")));
        }
    }
}
