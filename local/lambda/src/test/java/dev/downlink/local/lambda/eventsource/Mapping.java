package dev.downlink.local.lambda.eventsource;

/** A mapping of the stream to {@code f}, with Lambda's defaults. */
final class Mapping {
    private RecordSource.Start start = new RecordSource.Start.TrimHorizon();
    private int batchSize = 100;
    private int retries = -1;
    private int maximumAgeSeconds = -1;
    private boolean bisect;
    private boolean reportFailures;

    Mapping from(RecordSource.Start from) {
        start = from;
        return this;
    }

    Mapping batchSize(int size) {
        batchSize = size;
        return this;
    }

    Mapping retries(int attempts) {
        retries = attempts;
        return this;
    }

    Mapping maximumAgeSeconds(int seconds) {
        maximumAgeSeconds = seconds;
        return this;
    }

    Mapping bisect() {
        bisect = true;
        return this;
    }

    Mapping reportFailures() {
        reportFailures = true;
        return this;
    }

    MappingConfiguration build() {
        return new MappingConfiguration(
                "f",
                FakeStream.NAME,
                start,
                batchSize,
                0,
                retries,
                maximumAgeSeconds,
                bisect,
                reportFailures,
                "failed");
    }
}
