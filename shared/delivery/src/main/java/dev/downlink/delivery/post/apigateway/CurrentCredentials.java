package dev.downlink.delivery.post.apigateway;

import dev.downlink.time.Moment;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Asks the provider at most once a second, because it reads the environment each time, and always after a snapshot. */
final class CurrentCredentials {

    /** The SDK's providers replace credentials at least a minute before they expire. */
    private static final Duration LIFETIME = Duration.ofSeconds(1);

    private record Resolved(AwsCredentials credentials, Moment at) {}

    private final AwsCredentialsProvider provider;
    private final Clock clock;
    private volatile @Nullable Resolved last;

    CurrentCredentials(AwsCredentialsProvider provider, Clock clock) {
        this.provider = provider;
        this.clock = clock;
    }

    /** May block and may throw, as the provider does. */
    AwsCredentials get() {
        Moment now = Moment.of(clock);
        Resolved known = last;
        if (known == null || !known.at.isWithin(LIFETIME, now)) {
            known = new Resolved(provider.resolveCredentials(), now);
            last = known;
        }
        return known.credentials;
    }
}
