package dev.downlink.channel;

import java.util.Optional;

/** Named values and secrets kept outside of the application. A store that does not answer is an exception. */
public interface ParameterStore {

    /** The value, decrypted; empty if there is none of that name. */
    Optional<String> find(String name);
}
