package dev.downlink.local.runtime;

import dev.downlink.local.aws.LocalAccount;
import dev.downlink.local.gateway.Routes;
import dev.downlink.local.gateway.http.HttpRoute;
import dev.downlink.local.gateway.websocket.WebSocketRoute;
import dev.downlink.local.lambda.Artifact;
import dev.downlink.local.lambda.FunctionConfiguration;
import dev.downlink.local.lambda.eventsource.MappingConfiguration;
import dev.downlink.local.runtime.service.FunctionDescription;
import dev.downlink.local.runtime.service.KinesisDescription;
import dev.downlink.local.runtime.service.LocalEnvironment;
import dev.downlink.local.runtime.service.ServiceDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The four services as their {@code service.yml} describe them: what Terraform makes of these on AWS, made here. */
record Services(Path home, List<ServiceDescription> descriptions) {

    private static final List<String> FOLDERS =
            List.of("connection-service", "chat-service", "ingest-service", "scheduler-service");

    Services {
        descriptions = List.copyOf(descriptions);
    }

    static Services load(Path home) throws IOException {
        List<ServiceDescription> descriptions = new ArrayList<>();
        for (String folder : FOLDERS) {
            descriptions.add(ServiceDescription.load(home.resolve(folder).resolve("service.yml")));
        }
        return new Services(home, descriptions);
    }

    /** The functions, from the artifacts that Maven packaged. */
    List<FunctionConfiguration> functions(LocalEnvironment environment, Map<String, String> secrets, Path workDirectory)
            throws IOException {
        List<FunctionConfiguration> functions = new ArrayList<>();
        for (ServiceDescription service : descriptions) {
            Path zip = home.resolve(service.name()).resolve("target").resolve(service.name() + ".zip");
            if (!Files.isReadable(zip)) {
                throw new IOException(zip + " is missing: build it with 'mvn package'");
            }
            Artifact artifact = Artifact.unpack(zip, workDirectory);
            for (FunctionDescription function : service.functions().values()) {
                functions.add(
                        configuration(service, function, environment, artifact).withVariables(secrets));
            }
        }
        return functions;
    }

    Routes routes() {
        Map<String, WebSocketRoute> sockets = new HashMap<>();
        List<HttpRoute> http = new ArrayList<>();
        eachFunction((service, function) -> {
            String name = LocalAccount.name(service.name(), function.name());
            function.websocketRoutes()
                    .forEach(route -> sockets.put(route, new WebSocketRoute(name, function.websocketReply())));
            function.httpRoutes().forEach(route -> http.add(new HttpRoute(route.key(), name)));
        });
        return new Routes(sockets, http);
    }

    List<MappingConfiguration> eventSources() {
        List<MappingConfiguration> mappings = new ArrayList<>();
        eachFunction((service, function) -> Optional.ofNullable(function.kinesis())
                .ifPresent(
                        kinesis -> mappings.add(mapping(LocalAccount.name(service.name(), function.name()), kinesis))));
        return mappings;
    }

    private static FunctionConfiguration configuration(
            ServiceDescription service, FunctionDescription function, LocalEnvironment local, Artifact artifact) {
        return new FunctionConfiguration(
                LocalAccount.name(service.name(), function.name()),
                function.handler(),
                function.memoryMb(),
                function.timeout(),
                function.reservedConcurrency(),
                local.variables(service),
                artifact,
                function.async().maximumRetryAttempts(),
                function.async().maximumEventAge(),
                queue(function.async().onFailureQueue()));
    }

    private static MappingConfiguration mapping(String function, KinesisDescription kinesis) {
        return new MappingConfiguration(
                function,
                LocalAccount.name(kinesis.stream()),
                kinesis.start(),
                kinesis.batchSize(),
                kinesis.maximumBatchingWindowSeconds(),
                kinesis.maximumRetryAttempts(),
                kinesis.maximumRecordAgeSeconds(),
                kinesis.bisectBatchOnFunctionError(),
                kinesis.reportBatchItemFailures(),
                queue(kinesis.onFailureQueue()));
    }

    private static @Nullable String queue(@Nullable String name) {
        return name == null ? null : LocalAccount.name(name);
    }

    void eachFunction(BiConsumer<ServiceDescription, FunctionDescription> consumer) {
        descriptions.forEach(
                service -> service.functions().values().forEach(function -> consumer.accept(service, function)));
    }
}
