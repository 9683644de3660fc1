package dev.downlink.local.aws;

/** The AWS account that is this machine: its names and ARNs are those that Terraform gives, with {@code local} as the environment. */
public final class LocalAccount {

    public static final String REGION = "us-east-1";
    public static final String ID = "000000000000";

    private LocalAccount() {}

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
        return "arn:aws:" + service + ":" + REGION + ":" + ID + ":" + resource;
    }
}
