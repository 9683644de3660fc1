package dev.downlink.local.runtime.service;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What service.yml grants and sets, against the byte code of the services. */
final class PermissionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"connection-service", "chat-service", "ingest-service", "scheduler-service"})
    void grantsEachFunctionExactlyWhatItsCodeCalls(String name) throws IOException {
        ServiceDescription service = load(name);
        JavaClasses classes = Configuration.classesOf(name);

        SoftAssertions.assertSoftly(softly -> service.functions()
                .forEach((function, description) -> softly.assertThat(granted(description))
                        .as("permissions of %s in %s/service.yml", function, name)
                        .isEqualTo(AwsCalls.of(service, description, classes))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection-service", "chat-service", "ingest-service", "scheduler-service"})
    void setsExactlyTheEnvironmentVariablesThatTheCodeReads(String name) throws IOException {
        assertThat(load(name).environment().keySet())
                .containsExactlyInAnyOrderElementsOf(Configuration.variablesOf(Configuration.classesOf(name)));
    }

    private static Map<String, Set<String>> granted(FunctionDescription function) {
        return function.permissions().values().stream()
                .collect(toMap(
                        Permission::resource,
                        permission -> new TreeSet<>(permission.actions()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static ServiceDescription load(String service) throws IOException {
        return ServiceDescription.load(Path.of("..", "..", service, "service.yml"));
    }
}
