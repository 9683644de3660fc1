package dev.downlink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MetricLineTest {

    private final List<String> lines = new ArrayList<>();
    private final Metrics metrics = new Metrics(new TestClock(), "downlink-dev-chat-service-publish", lines::add);

    @Test
    void writesALineOfTheEmbeddedMetricFormat() {
        metrics.line()
                .count(Metric.DELIVERIES, 2)
                .time(Metric.PUBLISH_TO_FRAME, Duration.ofMillis(12))
                .time(Metric.PUBLISH_TO_FRAME, Duration.ofMillis(40))
                .count(Metric.DELIVERIES, 1)
                .write();

        assertThat(lines).containsExactly("""
                        {"_aws":{"Timestamp":1793534400000,"CloudWatchMetrics":[{"Namespace":"Downlink",\
                        "Dimensions":[["environment"]],"Metrics":[{"Name":"Deliveries","Unit":"Count"},\
                        {"Name":"PublishToFrameMillis","Unit":"Milliseconds"}]}]},"environment":"downlink-dev",\
                        "Deliveries":3,"PublishToFrameMillis":[12,40]}""");
    }

    @Test
    void countsByReasonToo() {
        metrics.line()
                .by(Dimension.REASON, "401")
                .count(Metric.CONNECTIONS_REFUSED, 1)
                .write();

        assertThat(lines).containsExactly("""
                        {"_aws":{"Timestamp":1793534400000,"CloudWatchMetrics":[{"Namespace":"Downlink",\
                        "Dimensions":[["environment"],["environment","reason"]],\
                        "Metrics":[{"Name":"ConnectionsRefused","Unit":"Count"}]}]},"environment":"downlink-dev",\
                        "reason":"401","ConnectionsRefused":1}""");
    }

    @Test
    void writesNothingWithoutValues() {
        metrics.line().count(Metric.PUBLICATIONS, 0).write();

        assertThat(lines).isEmpty();
    }

    @Test
    void writesWhatWasAddedOnce() {
        MetricLine line = metrics.line().count(Metric.PUBLICATIONS, 1);
        line.write();
        line.write();

        assertThat(lines).hasSize(1);
    }

    @Test
    void writesNothingOutsideOfLambdaAndInTheLocalRuntime() {
        List<Metrics> elsewhere = List.of(
                new Metrics(new TestClock(), null, lines::add),
                new Metrics(new TestClock(), "downlink-local-chat-service-publish", lines::add));

        elsewhere.forEach(each -> each.line().count(Metric.PUBLICATIONS, 1).write());

        assertThat(lines).isEmpty();
    }
}
