package dev.downlink.local.aws;

/** The account and region whose names the emulated services use. */
public record AwsAccount(String id, String region) {

    /** What the local runtime is. */
    public static final AwsAccount LOCAL = new AwsAccount("000000000000", "us-east-1");

    /** The resource's name within a service, such as {@code arn:aws:kinesis:us-east-1:000000000000:stream/vehicles}. */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + id + ":" + resource;
    }
}
