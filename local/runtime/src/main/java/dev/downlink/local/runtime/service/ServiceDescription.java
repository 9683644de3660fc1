package dev.downlink.local.runtime.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One service: its functions, the environment they share and the resources it owns. */
public record ServiceDescription(
        String name,
        Map<String, FunctionDescription> functions,
        Map<String, EnvironmentValue> environment,
        Map<String, TableDescription> tables,
        List<String> queues,
        Map<String, StreamDescription> streams) {

    public ServiceDescription {
        functions = Map.copyOf(functions);
        environment = Map.copyOf(environment);
        tables = Map.copyOf(tables);
        queues = List.copyOf(queues);
        streams = Map.copyOf(streams);
    }

    /**
     * Reads a {@code service.yml}.
     *
     * @throws InvalidDescriptionException naming the first key that is unknown, missing or wrong
     */
    public static ServiceDescription load(Path file) throws IOException {
        return Objects.requireNonNull(Section.read(file, ServiceDescription::of));
    }

    /** The function of that name within the service. */
    public FunctionDescription function(String name) {
        return Objects.requireNonNull(functions.get(name), () -> this.name + " has no function " + name);
    }

    private static ServiceDescription of(Section section) {
        return new ServiceDescription(
                section.string("service"),
                section.sections("functions", FunctionDescription::of),
                section.entries("environment", EnvironmentValue::of),
                section.sections("tables", TableDescription::of),
                section.strings("queues"),
                section.sections("streams", StreamDescription::of));
    }
}
