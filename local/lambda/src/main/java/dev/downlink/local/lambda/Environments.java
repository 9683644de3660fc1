package dev.downlink.local.lambda;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.aws.http.HttpServer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts the processes of all functions and decides when one that records a class archive has seen enough. */
final class Environments implements AutoCloseable {

    /** A function that is never idle for long gives up its first environment after this. */
    private static final Duration ARCHIVE_AT_AGE = Duration.ofSeconds(30);

    private final LambdaSettings settings;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final FunctionProcess processes;
    private final ClassArchives archives;
    private final RuntimeApi runtimeApi = new RuntimeApi();
    private final HttpServer server;
    private final Map<ExecutionEnvironment, ClassArchive.Recorded> recording = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable ExecutionEnvironment> archiving = new AtomicReference<>();
    private final Consumer<FunctionConfiguration> archived;
    /** Completes when processes may be launched. */
    private volatile CompletableFuture<Void> mayLaunch = CompletableFuture.completedFuture(null);

    private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param archived hears of each function that has an archive now
     */
    Environments(
            LambdaSettings settings,
            EventLoopGroup eventLoops,
            ScheduledExecutorService timer,
            Clock clock,
            Consumer<FunctionConfiguration> archived)
            throws IOException {
        this.settings = settings;
        this.timer = timer;
        this.clock = clock;
        this.archived = archived;
        this.processes = new FunctionProcess(
                settings,
                RuntimeClient.load(settings.runtimeClient(), settings.workDirectory(), settings.nativeTransport()),
                clock);
        this.archives = new ClassArchives(settings.workDirectory(), settings.javaHome());
        this.server = HttpServer.start(eventLoops, 0, runtimeApi);
    }

    /** Returns at once; the owner hears when the environment is ready or that it failed. */
    ExecutionEnvironment start(FunctionConfiguration function, FunctionLog log, ExecutionEnvironment.Owner owner) {
        String id = UUID.randomUUID().toString().replace("-", "");
        ExecutionEnvironment environment =
                new ExecutionEnvironment(id, function, new EnvironmentLog(function, log), timer, clock, owner);
        runtimeApi.add(environment);
        Tasks.logFailure(mayLaunch.thenRunAsync(() -> launch(environment, function), background));
        return environment;
    }

    /** Lets environments that are started from now on wait with their processes. */
    void holdUntil(CompletableFuture<Void> released) {
        mayLaunch = released;
    }

    /** Whether the environment has seen enough to write its class archive, and no other is doing that. */
    boolean archiveIsDue(ExecutionEnvironment environment) {
        Duration idle = settings.archiveWhenIdleFor();
        return idle != null
                && archiving.get() == null
                && recording.containsKey(environment)
                && environment.served() > 0
                && (environment.idleFor().compareTo(idle) >= 0
                        || environment.age().compareTo(ARCHIVE_AT_AGE) >= 0);
    }

    /** Lets the environment end in order; one that records writes its archive on the way out. */
    void retire(ExecutionEnvironment environment) {
        if (recording.containsKey(environment)) {
            archiving.set(environment);
        }
        environment.stop();
    }

    private void launch(ExecutionEnvironment environment, FunctionConfiguration function) {
        try {
            ClassArchive archive = settings.archiveWhenIdleFor() == null
                    ? new ClassArchive.None()
                    : archives.open(function.name(), processes.classPath(function));
            if (archive instanceof ClassArchive.Recorded recorded) {
                recording.put(environment, recorded);
            }
            Process process = processes.start(
                    function, environment.id(), "127.0.0.1:" + server.port() + "/" + environment.id(), archive);
            Tasks.logFailure(process.onExit().thenAccept(exited -> ended(environment, function, exited.exitValue())));
            environment.attach(process, settings.initTimeout());
        } catch (IOException e) {
            ended(environment, function, 1);
            environment.failStart(String.valueOf(e.getMessage()));
        }
    }

    private void ended(ExecutionEnvironment environment, FunctionConfiguration function, int exitStatus) {
        runtimeApi.remove(environment);
        ClassArchive.Recorded recorded = recording.remove(environment);
        if (recorded != null) {
            boolean killed = exitStatus == 128 + 9;
            archives.close(recorded, environment.served() > 0 && !killed);
        }
        if (archiving.compareAndSet(environment, null)) {
            archived.accept(function);
        }
    }

    /** Kills every process and waits until they are gone. */
    @Override
    public void close() {
        background.shutdown();
        try {
            background.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        CompletableFuture.allOf(runtimeApi.environments().stream()
                        .map(ExecutionEnvironment::close)
                        .toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, 5, TimeUnit.SECONDS)
                .join();
        server.close();
    }
}
