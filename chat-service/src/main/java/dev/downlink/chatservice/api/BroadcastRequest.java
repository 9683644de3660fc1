package dev.downlink.chatservice.api;

/** Publishes to several channels: {@link PublishRequest#channels}. */
record BroadcastRequest(PublishRequest publication) implements ApiRequest {

    @Override
    public String method() {
        return "broadcast";
    }
}
