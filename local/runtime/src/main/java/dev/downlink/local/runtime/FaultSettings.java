package dev.downlink.local.runtime;

import dev.downlink.local.aws.fault.FaultRate;
import dev.downlink.local.dynamodb.DynamoDbFaults;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.ManagementFault;
import dev.downlink.local.lambda.AsyncFault;
import dev.downlink.local.runtime.service.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The content of a file of faults; its format is in docs/architecture.md. */
record FaultSettings(Connections connections, Invocations lambda, Optional<PartitionLimits> dynamoDb) {

    record Connections(Optional<RateLimit> limit, List<ManagementFault> faults) {

        private enum Effect {
            REFUSE,
            DELAY,
            HANG,
            LOSE_ANSWER
        }

        static Connections of(Section section) {
            OptionalInt perSecond = section.optionalInteger("calls_per_second", 1, 1_000_000);
            OptionalInt burst = section.optionalInteger("burst", 1, 1_000_000);
            return new Connections(
                    perSecond.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new RateLimit(perSecond.getAsInt(), burst.orElse(perSecond.getAsInt()))),
                    List.copyOf(section.sections("faults", (name, fault) -> fault(fault))
                            .values()));
        }

        private static ManagementFault fault(Section section) {
            ManagementFault.Effect effect = switch (section.choice("effect", Effect.class)) {
                case REFUSE -> new ManagementFault.Effect.Refuse(section.integer("status", 400, 599));
                case DELAY ->
                    new ManagementFault.Effect.Delay(
                            Duration.ofMillis(section.integer("milliseconds", 1, Integer.MAX_VALUE)));
                case HANG -> new ManagementFault.Effect.Hang();
                case LOSE_ANSWER -> new ManagementFault.Effect.LoseAnswer();
            };
            return new ManagementFault(effect, rate(section), Set.copyOf(section.strings("connections")));
        }
    }

    record Invocations(OptionalInt concurrency, List<AsyncFault> faults) {

        static Invocations of(Section section) {
            return new Invocations(
                    section.optionalInteger("concurrency", 1, 1_000),
                    List.copyOf(section.sections("async", (name, fault) -> fault(fault))
                            .values()));
        }

        private static AsyncFault fault(Section section) {
            return new AsyncFault(
                    section.choice("effect", AsyncFault.Effect.class),
                    rate(section),
                    Set.copyOf(section.strings("functions")));
        }
    }

    record PartitionLimits(int writeUnitsPerSecond, int readUnitsPerSecond) {

        static PartitionLimits of(Section section) {
            return new PartitionLimits(
                    section.optionalInteger("write_units_per_second", 1, 1_000_000)
                            .orElse(DynamoDbFaults.WRITE_UNITS_PER_SECOND),
                    section.optionalInteger("read_units_per_second", 1, 1_000_000)
                            .orElse(DynamoDbFaults.READ_UNITS_PER_SECOND));
        }
    }

    /**
     * Reads a file.
     *
     * @throws dev.downlink.local.runtime.service.InvalidDescriptionException naming the first key that is unknown, missing or wrong
     */
    static FaultSettings read(Path file) throws IOException {
        return Section.read(
                file,
                section -> new FaultSettings(
                        section.optionalSection("connections", Connections::of)
                                .orElse(new Connections(Optional.empty(), List.of())),
                        section.optionalSection("lambda", Invocations::of)
                                .orElse(new Invocations(OptionalInt.empty(), List.of())),
                        section.optionalSection("dynamodb", PartitionLimits::of)));
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

    private static FaultRate rate(Section section) {
        return new FaultRate(
                section.optionalInteger("percent", 1, 100).orElse(100) / 100.0,
                section.optionalInteger("times", 1, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE));
    }
}
