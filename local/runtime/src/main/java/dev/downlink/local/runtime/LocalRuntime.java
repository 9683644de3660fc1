package dev.downlink.local.runtime;

import dev.downlink.local.aws.AwsEndpoint;
import dev.downlink.local.aws.LocalAccount;
import dev.downlink.local.aws.http.HttpServer;
import dev.downlink.local.dynamodb.DynamoDbLocal;
import dev.downlink.local.dynamodb.DynamoDbProxy;
import dev.downlink.local.dynamodb.DynamoDbSettings;
import dev.downlink.local.dynamodb.DynamoDbTable;
import dev.downlink.local.gateway.Gateway;
import dev.downlink.local.gateway.Routes;
import dev.downlink.local.gateway.websocket.WebSocketRoute;
import dev.downlink.local.kinesis.KinesisService;
import dev.downlink.local.kinesis.KinesisSettings;
import dev.downlink.local.kinesis.Streams;
import dev.downlink.local.lambda.LambdaService;
import dev.downlink.local.lambda.LocalLambda;
import dev.downlink.local.lambda.eventsource.EventSourceMappings;
import dev.downlink.local.lambda.eventsource.EventSourceSettings;
import dev.downlink.local.lambda.eventsource.KinesisRecords;
import dev.downlink.local.runtime.demo.Replay;
import dev.downlink.local.runtime.demo.ReplaySettings;
import dev.downlink.local.runtime.service.LocalEnvironment;
import dev.downlink.local.runtime.service.ServiceDescription;
import dev.downlink.local.scheduler.SchedulerService;
import dev.downlink.local.scheduler.SchedulerSettings;
import dev.downlink.local.sqs.Queues;
import dev.downlink.local.sqs.SqsService;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole system on this machine. It is ready when {@link #start} returns; closing it ends every process it started. */
public final class LocalRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRuntime.class);

    private final RuntimeSettings settings;
    private final Clock clock = Clock.systemUTC();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    /** What sets functions going by itself, and so ends before anything that functions need. */
    private final Deque<AutoCloseable> sources = new ArrayDeque<>();

    private final Faults faults = Faults.none(clock);
    private final DynamoDbLocal database;

    private LocalRuntime(RuntimeSettings settings) throws IOException {
        this.settings = settings;
        try {
            Services services = Services.load(settings.home());
            if (settings.data() != null) {
                open(DataFolder.lock(settings.data()));
            }
            if (settings.faults() != null) {
                openSource(FaultsFile.follow(settings.faults(), faults));
            }
            this.database = startDatabase(services);
            startAll(services);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything.
     *
     * @throws IOException with what a person can do about it, such as a port in use
     */
    public static LocalRuntime start(RuntimeSettings settings) throws IOException {
        return new LocalRuntime(settings);
    }

    /** The database's process, for tests that take it away. */
    public DynamoDbLocal database() {
        return database;
    }

    /** What goes wrong, for tests to change. */
    public Faults faults() {
        return faults;
    }

    private DynamoDbLocal startDatabase(Services services) throws IOException {
        DynamoDbSettings inMemory =
                DynamoDbSettings.inMemory(settings.home().resolve("local/dynamodb-local/target/lib"));
        DynamoDbLocal started = open(DynamoDbLocal.start(
                folder("dynamodb").map(inMemory::withDirectory).orElse(inMemory)));
        for (ServiceDescription service : services.descriptions()) {
            for (var table : service.tables().values()) {
                started.createTable(new DynamoDbTable(
                        LocalAccount.name(table.name()),
                        table.partitionKey(),
                        Optional.ofNullable(table.sortKey()),
                        Optional.ofNullable(table.ttl())));
            }
        }
        return started;
    }

    private void startAll(Services services) throws IOException {
        var eventLoops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        parts.push(
                () -> eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS));
        var environment = new LocalEnvironment(settings.port(), settings.awsPort(), settings.channels());

        Queues queues =
                folder("sqs").map(directory -> new Queues(clock, directory)).orElseGet(() -> new Queues(clock));
        KinesisSettings inMemory = KinesisSettings.DEFAULT;
        Streams streams =
                open(new Streams(folder("kinesis").map(inMemory::withDirectory).orElse(inMemory), clock));
        for (ServiceDescription service : services.descriptions()) {
            service.queues().forEach(queue -> queues.create(LocalAccount.name(queue)));
            service.streams()
                    .values()
                    .forEach(stream -> streams.ensure(LocalAccount.name(stream.name()), stream.shards()));
        }

        LocalLambda lambda = open(new LocalLambda(
                settings.lambda(environment.awsEndpoint(), database.endpoint()),
                services.functions(environment, RuntimeSettings.secrets(), settings.work()),
                faults.lambda(),
                queues,
                eventLoops,
                clock));
        EventSourceSettings polling =
                EventSourceSettings.DEFAULT.withPollInterval(settings.times().streamPoll());
        EventSourceMappings eventSources = openSource(new EventSourceMappings(
                folder("event-sources").map(polling::withDirectory).orElse(polling),
                new KinesisRecords(streams),
                lambda::invoke,
                queues,
                clock));
        SchedulerService scheduler = openSource(new SchedulerService(
                folder("scheduler")
                        .map(SchedulerSettings.DEFAULT::withDirectory)
                        .orElse(SchedulerSettings.DEFAULT),
                lambda,
                queues,
                clock));
        scheduler.ensureGroup(LocalEnvironment.SCHEDULE_GROUP);
        var endpoint = new AwsEndpoint(List.of(
                open(new DynamoDbProxy(database.endpoint(), faults.database())),
                new KinesisService(streams, clock),
                new SqsService(queues, environment::queueUrl, clock),
                new LambdaService(lambda),
                scheduler));
        open(HttpServer.start(eventLoops, settings.awsPort(), endpoint));
        Routes routes = services.routes();
        open(Gateway.start(eventLoops, settings.gateway(), routes, lambda, faults.connections(), settings.console()));
        // What the first visitor's page waits for.
        lambda.startFirst(Stream.of("$connect", "$default")
                .flatMap(route -> Stream.ofNullable(routes.webSocket().get(route)))
                .map(WebSocketRoute::functionName)
                .toList());

        services.eventSources().forEach(eventSources::create);
        services.eachFunction((service, function) -> function.schedules()
                .values()
                .forEach(schedule -> scheduler.ensure(
                        LocalAccount.name(service.name(), schedule.name()),
                        schedule.expression(),
                        schedule.timezone(),
                        LocalAccount.name(service.name(), function.name()),
                        Optional.of(schedule.input().toString()))));
        if (settings.demoSpeed() > 0) {
            openSource(Replay.start(
                    new ReplaySettings(
                            URI.create(environment.awsEndpoint()), LocalAccount.name("vehicles"), settings.demoSpeed()),
                    clock));
        }
    }

    private Optional<Path> folder(String name) {
        return Optional.ofNullable(settings.data()).map(data -> data.resolve(name));
    }

    private <T extends AutoCloseable> T open(T part) {
        parts.push(part);
        return part;
    }

    private <T extends AutoCloseable> T openSource(T source) {
        sources.push(source);
        return source;
    }

    /**
     * Ends the sources and then the other parts, in the reverse of the order in which they started; the next one ends though
     * one fails.
     */
    @Override
    public void close() {
        closeAll(sources);
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> open) {
        while (!open.isEmpty()) {
            AutoCloseable part = open.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not end well", part.getClass().getSimpleName(), e);
            }
        }
    }
}
