package dev.downlink.local.runtime.service;

import static java.util.stream.Collectors.toMap;

import dev.downlink.channel.Settings;
import java.io.IOException;
import java.nio.file.Files;
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
     * @throws dev.downlink.channel.InvalidConfigurationException naming the first key that is unknown, missing or wrong
     */
    public static ServiceDescription load(Path file) throws IOException {
        return Settings.parse(file.toString(), Files.readString(file)).read(ServiceDescription::of);
    }

    /** The function of that name within the service. */
    public FunctionDescription function(String name) {
        return Objects.requireNonNull(functions.get(name), () -> this.name + " has no function " + name);
    }

    private static ServiceDescription of(Settings settings) {
        return new ServiceDescription(
                settings.requiredText("service", "the folder's name"),
                settings.mapping("functions").each((key, each) -> each.read(one -> FunctionDescription.of(key, one))),
                environment(settings.mapping("environment")),
                settings.mapping("tables").each((key, each) -> each.read(one -> TableDescription.of(key, one))),
                settings.texts("queues", "a queue's name"),
                settings.mapping("streams").each((key, each) -> each.read(one -> StreamDescription.of(key, one))));
    }

    private static Map<String, EnvironmentValue> environment(Settings settings) {
        return settings.keys().stream().collect(toMap(name -> name, name -> EnvironmentValue.of(settings, name)));
    }
}
