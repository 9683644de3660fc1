package dev.downlink.local.runtime;

import dev.downlink.channel.Settings;
import dev.downlink.local.aws.fault.FaultRate;
import dev.downlink.local.dynamodb.DynamoDbFaults;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.ManagementFault;
import dev.downlink.local.lambda.AsyncFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The content of a file of faults; its format is in docs/architecture.md. */
record FaultSettings(Connections connections, Invocations lambda, Optional<PartitionLimits> dynamoDb) {

    record Connections(Optional<RateLimit> limit, List<ManagementFault> faults) {

        private enum Effect {
            REFUSE,
            DELAY,
            HANG,
            LOSE_ANSWER
        }

        static Connections of(Settings settings) {
            Optional<Integer> perSecond = Optional.ofNullable(settings.number("calls_per_second", 1, 1_000_000));
            Integer burst = settings.number("burst", 1, 1_000_000);
            return new Connections(
                    perSecond.map(rate -> new RateLimit(rate, burst == null ? rate : burst)),
                    eachFault(settings.mapping("faults"), Connections::fault));
        }

        private static ManagementFault fault(Settings settings) {
            ManagementFault.Effect effect = switch (settings.choice("effect", Effect.class)) {
                case REFUSE -> new ManagementFault.Effect.Refuse(settings.requiredNumber("status", 400, 599));
                case DELAY ->
                    new ManagementFault.Effect.Delay(
                            Duration.ofMillis(settings.requiredNumber("milliseconds", 1, Integer.MAX_VALUE)));
                case HANG -> new ManagementFault.Effect.Hang();
                case LOSE_ANSWER -> new ManagementFault.Effect.LoseAnswer();
            };
            return new ManagementFault(
                    effect, rate(settings), Set.copyOf(settings.texts("connections", "a connection's id")));
        }
    }

    record Invocations(Optional<Integer> concurrency, List<AsyncFault> faults) {

        static Invocations of(Settings settings) {
            return new Invocations(
                    Optional.ofNullable(settings.number("concurrency", 1, 1_000)),
                    eachFault(settings.mapping("async"), Invocations::fault));
        }

        private static AsyncFault fault(Settings settings) {
            return new AsyncFault(
                    settings.choice("effect", AsyncFault.Effect.class),
                    rate(settings),
                    Set.copyOf(settings.texts("functions", "a function's name")));
        }
    }

    record PartitionLimits(int writeUnitsPerSecond, int readUnitsPerSecond) {

        static PartitionLimits of(Settings settings) {
            return new PartitionLimits(
                    settings.number("write_units_per_second", DynamoDbFaults.WRITE_UNITS_PER_SECOND, 1, 1_000_000),
                    settings.number("read_units_per_second", DynamoDbFaults.READ_UNITS_PER_SECOND, 1, 1_000_000));
        }
    }

    /**
     * Reads a file.
     *
     * @throws dev.downlink.channel.InvalidConfigurationException naming the first key that is unknown, missing or wrong
     */
    static FaultSettings read(Path file) throws IOException {
        return Settings.parse(file.toString(), Files.readString(file))
                .read(settings -> new FaultSettings(
                        settings.mapping("connections").read(Connections::of),
                        settings.mapping("lambda").read(Invocations::of),
                        Optional.ofNullable(settings.optional("dynamodb", PartitionLimits::of))));
    }

    /** Replaces all faults. */
    void apply(Faults faults) {
        faults.clear();
        connections.limit().ifPresent(faults.connections()::limit);
        faults.connections().set(connections.faults());
        lambda.concurrency().ifPresent(faults.lambda()::limitConcurrency);
        faults.lambda().set(lambda.faults());
        dynamoDb.ifPresent(
                limits -> faults.database().limitPartitions(limits.writeUnitsPerSecond(), limits.readUnitsPerSecond()));
    }

    private static <T> List<T> eachFault(Settings settings, Function<Settings, T> reader) {
        return List.copyOf(settings.each((name, fault) -> fault.read(reader)).values());
    }

    private static FaultRate rate(Settings settings) {
        return new FaultRate(
                settings.number("percent", 100, 1, 100) / 100.0,
                settings.number("times", Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
    }
}
