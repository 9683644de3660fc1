package dev.downlink.local.scheduler;

import dev.downlink.local.aws.AwsEncoding;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.AwsService;
import dev.downlink.local.aws.LocalAccount;
import dev.downlink.local.aws.Tasks;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.lambda.Lambda;
import dev.downlink.local.sqs.Queues;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** EventBridge Scheduler over HTTP; fires Lambda functions from its creation until it is closed. */
public final class SchedulerService implements AwsService, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SchedulerService.class);
    /** What CreateSchedule has beside the definition. */
    private record ClientToken(@Nullable String clientToken) {}

    private static final List<String> ROOTS = List.of("schedules", "schedule-groups");

    private final Lambda lambda;
    private final Queues queues;
    private final Agenda agenda;
    private final ScheduleOperations schedules;
    private final GroupOperations groups;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("scheduler").factory());

    /**
     * @param queues get what a target does not accept
     */
    public SchedulerService(SchedulerSettings settings, Lambda lambda, Queues queues, Clock clock) {
        this.lambda = lambda;
        this.queues = queues;
        Schedules kept = new Schedules(settings, clock.instant());
        this.agenda = new Agenda(kept, settings.retryBackoff(), clock);
        this.schedules = new ScheduleOperations(kept, agenda, clock);
        this.groups = new GroupOperations(kept, agenda, clock);
        Tasks.runEvery(timer, settings.tick(), this::fire);
    }

    /** Makes sure that there is such a group. */
    public void ensureGroup(String name) {
        groups.ensure(name);
    }

    /**
     * Makes sure that the function is invoked by that schedule; one kept from the last run goes on if it is the same.
     *
     * @param timezone IANA name
     * @param input the event, JSON, in which AWS's {@code <aws.scheduler.…>} attributes are filled in
     * @throws AwsException if the expression or the timezone is not one
     */
    public void ensure(String name, String expression, String timezone, String functionName, Optional<String> input) {
        var target = new ScheduleDefinition.Target(
                LocalAccount.functionArn(functionName),
                "arn:aws:iam::" + LocalAccount.ID + ":role/local",
                input.orElse(null),
                null,
                null);
        var window = new ScheduleDefinition.FlexibleTimeWindow(ScheduleDefinition.FlexibleTimeWindow.Mode.OFF, null);
        schedules.ensure(
                name, new ScheduleDefinition(null, null, null, expression, timezone, null, null, window, null, target));
    }

    @Override
    public boolean serves(HttpRequest request) {
        List<String> path = segments(request);
        return ROOTS.contains(path.getFirst()) && path.size() <= 2;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return CompletableFuture.completedFuture(AwsEncoding.JSON.response(200, answer(request)));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Invokes everything that is due. Nothing that goes wrong may end the ticking, nor keep another schedule from its turn. */
    void fire() {
        try {
            agenda.takeDue().forEach(this::fire);
        } catch (RuntimeException e) {
            LOG.error("cannot compute due schedules; retrying at the next tick", e);
        }
    }

    private void fire(Invocation due) {
        String schedule = due.schedule().arn();
        try {
            Optional<String> function = due.functionName();
            if (function.isEmpty()) {
                LOG.warn("{} is not fired: its target is no Lambda function", schedule);
            } else if (lambda.invokeAsync(function.get(), due.payload()).isEmpty()) {
                LOG.warn("{} is not fired: its target {} does not exist", schedule, function.get());
                giveUp(due);
            }
        } catch (RuntimeException e) {
            if (agenda.retry(due)) {
                LOG.warn("attempt {} of {} failed; retrying: {}", due.attempt(), schedule, e.toString());
            } else {
                LOG.error("attempt {} of {} failed; no retry is left", due.attempt(), schedule, e);
                giveUp(due);
            }
        }
    }

    private void giveUp(Invocation failed) {
        failed.deadLetterQueue()
                .ifPresent(queue -> queues.send(queue, new String(failed.payload(), StandardCharsets.UTF_8)));
    }

    private Object answer(HttpRequest request) {
        List<String> path = segments(request);
        Map<String, List<String>> query = new QueryStringDecoder(request.rawQuery(), false).parameters();
        String name = path.getLast();
        String resource = path.getFirst() + (path.size() == 2 ? "/{}" : "");
        return switch (request.method() + " " + resource) {
            case "POST schedules/{}" ->
                schedules.create(
                        name,
                        read(request, ScheduleDefinition.class),
                        read(request, ClientToken.class).clientToken());
            case "PUT schedules/{}" -> schedules.update(name, read(request, ScheduleDefinition.class));
            case "GET schedules/{}" -> schedules.get(key(name, query));
            case "DELETE schedules/{}" -> schedules.delete(key(name, query));
            case "GET schedules" ->
                schedules.list(
                        first(query, "ScheduleGroup"), first(query, "NamePrefix"), first(query, "State"), page(query));
            case "POST schedule-groups/{}" -> groups.create(name);
            case "GET schedule-groups/{}" -> groups.get(name);
            case "DELETE schedule-groups/{}" -> groups.delete(name);
            case "GET schedule-groups" -> groups.list(first(query, "NamePrefix"), page(query));
            default -> throw new AwsException(404, "UnknownOperationException", "No such operation.");
        };
    }

    private static <T> T read(HttpRequest request, Class<T> type) {
        return AwsEncoding.JSON.read(request.body(), type);
    }

    private static Schedule.Key key(String name, Map<String, List<String>> query) {
        return new Schedule.Key(first(query, "groupName").orElse(ScheduleDefinition.DEFAULT_GROUP), name);
    }

    private static Page page(Map<String, List<String>> query) {
        return Page.of(first(query, "MaxResults"), first(query, "NextToken"));
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    /** A name may hold an encoded slash: split first, then decode. */
    private static List<String> segments(HttpRequest request) {
        return Arrays.stream(request.path().substring(1).split("/", -1))
                .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
    }
}
