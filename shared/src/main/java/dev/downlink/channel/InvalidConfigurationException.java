package dev.downlink.channel;

/** A mistake in the configuration that stops the start. Its message names the key, the value and what was expected. */
public final class InvalidConfigurationException extends RuntimeException {

    public InvalidConfigurationException(String message) {
        super(message);
    }

    public InvalidConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
