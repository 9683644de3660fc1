package dev.downlink.local.runtime.service;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The permissions that a function's code needs: IAM's action for each call of an AWS client, on what the caller's settings
 * name; and for what goes out through our own HTTP client, what the methods that lead there declare.
 */
final class AwsCalls {

    private static final Pattern CLIENT =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.([a-z0-9]+)\\.[A-Za-z]+Client");
    private static final String TRANSACTION =
            "software.amazon.awssdk.services.dynamodb.model.TransactWriteItem$Builder";
    private static final String DECLARATION = "dev.downlink.aws.RequiresPermission";
    private static final String HTTP_CLIENT = "dev.downlink.http.OriginClient";
    private static final String SDK_HTTP_CLIENT = "software.amazon.awssdk.http.ExecutableHttpRequest";
    private static final String RULES = "dev.downlink.channel.ChannelRules";
    private static final Map<String, String> SECRETS =
            Map.of("apiKey", "secrets:api", "pipelines", "secrets:pipelines", "tokenKeys", "secrets:token");
    private static final Set<String> NO_CALLS = Set.of("builder", "create", "close", "serviceName");

    private final ServiceDescription service;
    private final CallGraph graph;
    private final Map<String, Set<String>> actionsByResource = new TreeMap<>();

    private AwsCalls(ServiceDescription service, CallGraph graph) {
        this.service = service;
        this.graph = graph;
    }

    /** IAM actions by the reference of service.yml. */
    static Map<String, Set<String>> of(ServiceDescription service, FunctionDescription function, JavaClasses classes) {
        AwsCalls calls = new AwsCalls(service, CallGraph.from(classes, function));
        for (JavaCodeUnit unit : calls.graph.codeUnits()) {
            CallGraph.targets(unit).forEach(target -> calls.note(unit, target));
        }
        return calls.actionsByResource;
    }

    private void note(JavaCodeUnit unit, CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        Matcher client = CLIENT.matcher(owner);
        if (owner.equals(HTTP_CLIENT) && target.getName().equals("send")) {
            // What the SDK sends through it is known from the SDK's calls.
            if (!unit.getOwner().isAssignableTo(SDK_HTTP_CLIENT)) {
                grantDeclared(unit);
            }
        } else if (owner.equals(TRANSACTION)) {
            switch (target.getName()) {
                case "put", "update", "delete" ->
                    grant(unit, "table:", "dynamodb:" + capital(target.getName()) + "Item");
                case "conditionCheck" -> grant(unit, "table:", "dynamodb:ConditionCheckItem");
                default -> {}
            }
        } else if (client.matches() && !NO_CALLS.contains(target.getName())) {
            String call = target.getName().replaceFirst("Paginator$", "");
            switch (client.group(1)) {
                // A transaction needs the permissions of its parts.
                case "dynamodb" -> {
                    if (!call.equals("transactWriteItems")) {
                        grant(unit, "table:", "dynamodb:" + capital(call));
                    }
                }
                case "lambda" ->
                    grant(unit, "function:", "lambda:" + (call.equals("invoke") ? "InvokeFunction" : call));
                case "sqs" -> grant(unit, "queue:", "sqs:" + capital(call));
                case "kinesis" -> grant(unit, "stream:", "kinesis:" + capital(call));
                case "scheduler" -> grantScheduler(call);
                case "ssm" -> grant(unit, "channels", "ssm:" + capital(call));
                default -> throw new AssertionError("No permission is known for " + target.getFullName());
            }
        }
    }

    /** A schedule is created with a role that the caller passes on; and which schedules a list may show, IAM cannot say. */
    private void grantScheduler(String call) {
        add(call.equals("listSchedules") ? "schedule-list" : "schedules", "scheduler:" + capital(call));
        if (call.equals("createSchedule") || call.equals("updateSchedule")) {
            add("schedule-role", "iam:PassRole");
        }
    }

    /** On the resource of that kind which the calling class is set to use, or else the classes that call it. */
    private void grant(JavaCodeUnit unit, String kind, String action) {
        Set<JavaCodeUnit> seen = new HashSet<>();
        List<JavaCodeUnit> level = List.of(unit);
        while (!level.isEmpty()) {
            Set<JavaCodeUnit> unset = new HashSet<>();
            for (JavaCodeUnit each : level) {
                List<String> resources = resources(each, kind).toList();
                resources.forEach(resource -> add(resource, action));
                if (resources.isEmpty() && seen.add(each)) {
                    Set<JavaCodeUnit> callers = graph.callersOf(each);
                    unset.addAll(callers);
                    if (callers.isEmpty()) {
                        add(unnamed(each, kind), action);
                    }
                }
            }
            level = List.copyOf(unset);
        }
    }

    /** What the method declares, or else the methods that call it. */
    private void grantDeclared(JavaCodeUnit unit) {
        Set<JavaCodeUnit> seen = new HashSet<>(Set.of(unit));
        Deque<JavaCodeUnit> unread = new ArrayDeque<>(seen);
        while (!unread.isEmpty()) {
            JavaCodeUnit each = unread.remove();
            if (each.isAnnotatedWith(DECLARATION)) {
                JavaAnnotation<?> permission = each.getAnnotationOfType(DECLARATION);
                add(text(permission, "resource"), text(permission, "action"));
            } else {
                Set<JavaCodeUnit> callers = graph.callersOf(each);
                if (callers.isEmpty()) {
                    throw new AssertionError(each.getFullName() + " sends requests, and nothing declares a permission");
                }
                callers.stream().filter(seen::add).forEach(unread::add);
            }
        }
    }

    private static String text(JavaAnnotation<?> annotation, String element) {
        return annotation.get(element).orElseThrow().toString();
    }

    private Stream<String> resources(JavaCodeUnit unit, String kind) {
        Stream<String> set = Configuration.variablesOf(unit.getOwner())
                .filter(service.environment()::containsKey)
                .map(variable ->
                        reference(Objects.requireNonNull(service.environment().get(variable))))
                .filter(reference -> reference.startsWith(kind));
        return (kind.equals("channels") ? Stream.concat(set, secrets(unit)) : set).distinct();
    }

    /** Parameters that no variable names are those that the part of channels.yml refers to which the class reads. */
    private static Stream<String> secrets(JavaCodeUnit unit) {
        return unit.getOwner().getCodeUnits().stream()
                .flatMap(CallGraph::targets)
                .filter(target -> target.getOwner().getName().equals(RULES))
                .map(target -> SECRETS.get(target.getName()))
                .filter(Objects::nonNull);
    }

    private static String unnamed(JavaCodeUnit unit, String kind) {
        throw new AssertionError(unit.getFullName() + " leads to AWS, and no variable says to which " + kind);
    }

    private static String reference(EnvironmentValue value) {
        return switch (value) {
            case EnvironmentValue.Channels ignored -> "channels";
            case EnvironmentValue.CallbackUrl ignored -> "callback-url";
            case EnvironmentValue.Table table -> "table:" + table.table();
            case EnvironmentValue.Stream stream -> "stream:" + stream.stream();
            case EnvironmentValue.Queue queue -> "queue:" + queue.queue();
            case EnvironmentValue.QueueArn queue -> "queue-arn:" + queue.queue();
            case EnvironmentValue.FunctionArn function ->
                "function-arn:" + function.service() + "/" + function.function();
            case EnvironmentValue.ScheduleGroup ignored -> "schedules";
            case EnvironmentValue.ScheduleRole ignored -> "schedule-role";
            case EnvironmentValue.Function function -> "function:" + function.service() + "/" + function.function();
        };
    }

    private static String capital(String call) {
        return Character.toUpperCase(call.charAt(0)) + call.substring(1);
    }

    private void add(String resource, String action) {
        actionsByResource.computeIfAbsent(resource, ignored -> new TreeSet<>()).add(action);
    }
}
