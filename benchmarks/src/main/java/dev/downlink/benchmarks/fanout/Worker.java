package dev.downlink.benchmarks.fanout;

import dev.downlink.TestBeans;
import dev.downlink.benchmarks.poster.ProcessorTime;
import dev.downlink.channel.Channel;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.FanOutTask;
import dev.downlink.delivery.FanOutTrigger;
import dev.downlink.delivery.FanOutWorker;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.history.InMemoryHeads;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.InMemoryDeliveryLedger;
import dev.downlink.protocol.Json;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A worker process: the engine and the poster of the fan-out function, over stores in memory. For each line on standard input
 * it publishes once and delivers to everyone; it answers with when it began ({@link System#nanoTime}) and the processor time
 * used, in ns.
 */
public final class Worker {

    private static final Clock CLOCK = Clock.systemUTC();
    /** The fan-out function's timeout. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final Duration CONNECTED = Duration.ofHours(1);
    private static final Channel CHANNEL = TestRules.channel("chat:lobby", new Retention(100, Duration.ofHours(1)), 1);
    private static final Draft PUBLICATION = Draft.of(new Json("\"" + "x".repeat(200) + "\""));

    private final Queue<FanOutTask> tasks = new ArrayDeque<>();
    private final InMemoryHeads heads = new InMemoryHeads();
    private final ChannelHistory history = new InMemoryChannelHistory(heads, CLOCK);
    private final DeliveryLedger ledger = new InMemoryDeliveryLedger(heads, CLOCK);
    private final FanOutWorker worker;

    private Worker(String url, int subscribers) {
        worker = ApplicationContext.builder()
                .properties(Map.of(
                        "callback.url",
                        url,
                        "aws.region",
                        "us-east-1",
                        "aws.access-key-id",
                        "AKIDEXAMPLE",
                        "aws.secret-key",
                        "secret"))
                .beanDefinitions(
                        TestBeans.bean(
                                SubscriptionRepository.class,
                                new GeneratedSubscriptions(
                                        subscribers, CLOCK.instant().minus(CONNECTED))),
                        TestBeans.bean(
                                ConnectionRepository.class,
                                new InMemoryConnections(new InMemorySubscriptions(CLOCK), CLOCK)),
                        TestBeans.bean(ChannelHistory.class, history),
                        TestBeans.bean(DeliveryLedger.class, ledger),
                        TestBeans.bean(FanOutTrigger.class, tasks::add))
                .start()
                .getBean(FanOutWorker.class);
    }

    /** Arguments: the sink's URL and how many subscribers there are. */
    public static void main(String[] arguments) throws IOException {
        Worker worker = new Worker(arguments[0], Integer.parseInt(arguments[1]));
        PinnedProcess.answer("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        int runs = 0;
        while (commands.readLine() != null) {
            long start = System.nanoTime();
            long used = ProcessorTime.nanos();
            worker.publish(runs++);
            PinnedProcess.answer(start + " " + (ProcessorTime.nanos() - used));
        }
        // The benchmark has ended.
        System.exit(0);
    }

    private void publish(int run) {
        history.append(CHANNEL, List.of(PUBLICATION), CLOCK.instant())
                .forEach(appended -> ledger.advance(CHANNEL, appended.position()));
        tasks.add(new FanOutTask.CatchUp(new ChannelShard(CHANNEL.name(), 0)));
        int invocation = 0;
        for (FanOutTask task = tasks.poll(); task != null; task = tasks.poll()) {
            worker.run(task, run + "." + invocation++, CLOCK.instant().plus(TIMEOUT));
        }
    }
}
