package dev.downlink.local.runtime.demo;

import java.net.URI;

/**
 * Where and how fast the morning is replayed.
 *
 * @param endpoint the AWS endpoint
 * @param speed seconds of the morning per second; a train emits so many records per second
 */
public record ReplaySettings(URI endpoint, String streamName, double speed) {

    public ReplaySettings {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("speed must be greater than 0, and is " + speed);
        }
    }
}
