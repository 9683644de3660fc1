package dev.downlink.local.service;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the parts of the description are called on this machine: the names that Terraform gives on AWS, with
 * {@code local} as the environment.
 *
 * @param channels channels.yml
 */
public record LocalEnvironment(int gatewayPort, int awsPort, Path channels) {

    public static final String REGION = "us-east-1";
    public static final String ACCOUNT = "000000000000";

    /** The group of schedules that the HTTP API manages. */
    public static final String SCHEDULE_GROUP = name("schedules");

    /** Nobody asks for permission here: any role will do. */
    public static final String SCHEDULE_ROLE = "arn:aws:iam::" + ACCOUNT + ":role/local";

    /** The name of a table, stream, queue, function or schedule: {@code downlink-local-<part>}. */
    public static String name(String part) {
        return "downlink-local-" + part;
    }

    /** The name of a function or a schedule of a service. */
    public static String name(String service, String part) {
        return name(service + "-" + part);
    }

    public static String functionArn(String functionName) {
        return arn("lambda", "function:" + functionName);
    }

    /** The name in a reference to a function: a name, a partial or a whole ARN, each with or without a qualifier. */
    public static String functionName(String reference) {
        String marker = "function:";
        int arn = reference.indexOf(marker);
        String name = arn < 0 ? reference : reference.substring(arn + marker.length());
        int qualifier = name.indexOf(':');
        return qualifier < 0 ? name : name.substring(0, qualifier);
    }

    public static String queueArn(String queueName) {
        return arn("sqs", queueName);
    }

    public static String streamArn(String streamName) {
        return arn("kinesis", "stream/" + streamName);
    }

    public static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + REGION + ":" + ACCOUNT + ":" + resource;
    }

    /** The endpoint of every emulated AWS service. */
    public String awsEndpoint() {
        return "http://localhost:" + awsPort;
    }

    public String queueUrl(String queueName) {
        return awsEndpoint() + "/" + ACCOUNT + "/" + queueName;
    }

    /** The environment variables that the service asks for. */
    public Map<String, String> variables(ServiceDescription service) {
        Map<String, String> variables = new TreeMap<>();
        service.environment().forEach((name, value) -> variables.put(name, resolve(value)));
        return variables;
    }

    private String resolve(EnvironmentValue value) {
        return switch (value) {
            case EnvironmentValue.Channels ignored -> "file:" + channels.toAbsolutePath();
            case EnvironmentValue.CallbackUrl ignored -> "http://localhost:" + gatewayPort + "/local";
            case EnvironmentValue.WebSocketUrl ignored -> "ws://localhost:" + gatewayPort + "/local";
            case EnvironmentValue.HttpUrl ignored -> "http://localhost:" + gatewayPort;
            case EnvironmentValue.Table table -> name(table.table());
            case EnvironmentValue.Stream stream -> name(stream.stream());
            case EnvironmentValue.Queue queue -> queueUrl(name(queue.queue()));
            case EnvironmentValue.QueueArn queue -> queueArn(name(queue.queue()));
            case EnvironmentValue.Function function -> name(function.service(), function.function());
            case EnvironmentValue.FunctionArn function -> functionArn(name(function.service(), function.function()));
            case EnvironmentValue.ScheduleGroup ignored -> SCHEDULE_GROUP;
            case EnvironmentValue.ScheduleRole ignored -> SCHEDULE_ROLE;
        };
    }
}
