package dev.downlink.delivery.post.apigateway;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionActivity.Activity;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.http.HttpExchange;
import dev.downlink.http.HttpResponse;
import dev.downlink.http.RequestBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** A GET of a connection. */
final class ActivityExchange implements HttpExchange {

    private static final Frame EMPTY = new Frame(new byte[0]);
    private static final int MAX_BYTES = 10_000;
    /** ISO 8601. */
    private static final Pattern LAST_ACTIVE = Pattern.compile("\"lastActiveAt\"\\s*:\\s*\"([^\"]+)\"");

    private final RequestSigner signer;
    private final AwsCredentials credentials;
    private final ConnectionId connection;
    private final CompletableFuture<Activity> result = new CompletableFuture<>();

    ActivityExchange(RequestSigner signer, AwsCredentials credentials, ConnectionId connection) {
        this.signer = signer;
        this.credentials = credentials;
        this.connection = connection;
    }

    CompletableFuture<Activity> result() {
        return result;
    }

    @Override
    public void writeHead(RequestBuffer head) {
        signer.writeGet(connection, EMPTY, credentials, head);
    }

    @Override
    public byte[] body() {
        return EMPTY.bytes();
    }

    @Override
    public void completed(HttpResponse response) {
        result.complete(activity(response));
    }

    @Override
    public void failed(String reason) {
        result.complete(new Activity.Unknown(new PostResult.Failed(reason)));
    }

    private static Activity activity(HttpResponse response) {
        PostResult outcome = PostOutcome.of(response);
        return switch (outcome) {
            case PostResult.Delivered answered -> lastActive(response.text(MAX_BYTES));
            case PostResult.Gone gone -> new Activity.Gone();
            case PostResult.Throttled throttled -> new Activity.Unknown(outcome);
            case PostResult.Failed failed -> new Activity.Unknown(outcome);
            case PostResult.InvalidFrame invalid -> new Activity.Unknown(outcome);
            case PostResult.Refused refused -> new Activity.Unknown(outcome);
        };
    }

    private static Activity lastActive(String body) {
        Matcher found = LAST_ACTIVE.matcher(body);
        try {
            return found.find()
                    ? new Activity.Open(Instant.parse(found.group(1)))
                    : new Activity.Unknown(new PostResult.Failed("an answer without lastActiveAt"));
        } catch (DateTimeException notATime) {
            return new Activity.Unknown(new PostResult.Failed(String.valueOf(notATime.getMessage())));
        }
    }
}
