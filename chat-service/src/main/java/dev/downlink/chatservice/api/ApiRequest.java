package dev.downlink.chatservice.api;

/** What a back end calls. Fields that are absent or null have their defaults. */
sealed interface ApiRequest permits PublishRequest, BroadcastRequest, HistoryRequest {

    /** Named in the log when the call fails. */
    String method();

    /** Whether every value is within its type's range. */
    default boolean valid() {
        return true;
    }
}
