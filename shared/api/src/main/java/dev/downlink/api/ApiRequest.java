package dev.downlink.api;

/** What a back end calls with. Fields that are absent or null have their defaults. */
public interface ApiRequest {

    /** Whether every value is within its type's range. */
    default boolean valid() {
        return true;
    }
}
