package dev.downlink.channel;

import java.util.Optional;

/** Named values and secrets outside the application. Faults are exceptions. */
public interface ParameterStore {

    /** The value, decrypted; empty if no parameter has that name. */
    Optional<String> find(String name);
}
