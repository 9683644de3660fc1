package dev.downlink.connection;

/** API Gateway's connection id: 16 characters of URL-safe base64. It is the client id too. */
public record ConnectionId(String value) {

    @Override
    public String toString() {
        return value;
    }
}
