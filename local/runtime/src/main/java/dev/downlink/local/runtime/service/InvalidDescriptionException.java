package dev.downlink.local.runtime.service;

/** A YAML file that cannot be used; the message names file, key, value and what was expected. */
public final class InvalidDescriptionException extends RuntimeException {

    InvalidDescriptionException(String message) {
        super(message);
    }
}
