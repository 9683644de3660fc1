package dev.downlink.local.runtime.service;

import dev.downlink.local.aws.LocalAccount;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the parts of this machine's account are, and what the environment variables of a description come to here.
 *
 * @param channels channels.yml
 */
public record LocalEnvironment(int gatewayPort, int awsPort, Path channels) {

    /** The group of schedules that the HTTP API manages. */
    public static final String SCHEDULE_GROUP = LocalAccount.name("schedules");

    /** Nobody asks for permission here: any role will do. */
    public static final String SCHEDULE_ROLE = "arn:aws:iam::" + LocalAccount.ID + ":role/local";

    /** The endpoint of every emulated AWS service. */
    public String awsEndpoint() {
        return "http://localhost:" + awsPort;
    }

    public String queueUrl(String queueName) {
        return awsEndpoint() + "/" + LocalAccount.ID + "/" + queueName;
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
            case EnvironmentValue.Table table -> LocalAccount.name(table.table());
            case EnvironmentValue.Stream stream -> LocalAccount.name(stream.stream());
            case EnvironmentValue.Queue queue -> queueUrl(LocalAccount.name(queue.queue()));
            case EnvironmentValue.QueueArn queue -> LocalAccount.queueArn(LocalAccount.name(queue.queue()));
            case EnvironmentValue.Function function -> LocalAccount.name(function.service(), function.function());
            case EnvironmentValue.FunctionArn function ->
                LocalAccount.functionArn(LocalAccount.name(function.service(), function.function()));
            case EnvironmentValue.ScheduleGroup ignored -> SCHEDULE_GROUP;
            case EnvironmentValue.ScheduleRole ignored -> SCHEDULE_ROLE;
        };
    }
}
