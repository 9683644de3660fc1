package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.Credentials;
import dev.downlink.protocol.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a connection, in its item: {@code me} meta (JSON), {@code x} when its token expires (epoch seconds),
 * {@code tc} hash of the token's channels, {@code ts} its subscriptions (JSON), {@code tk} 1 if there was a token.
 */
final class CredentialAttributes {

    private static final String META = "me";
    private static final String EXPIRES_AT = "x";
    private static final String CHANNELS = "tc";
    private static final String SUBSCRIPTIONS = "ts";
    private static final String BY_TOKEN = "tk";

    private CredentialAttributes() {}

    static Item add(Item item, Credentials credentials) {
        @Nullable Instant expiresAt = credentials.expiresAt();
        Item common = item.with(META, text(credentials.meta()))
                .with(CHANNELS, credentials.channels())
                .with(SUBSCRIPTIONS, text(credentials.subscriptions()))
                .with(BY_TOKEN, credentials.byToken() ? 1 : 0);
        return expiresAt == null ? common : common.with(EXPIRES_AT, expiresAt.getEpochSecond());
    }

    static AttributeUpdate add(AttributeUpdate update, Credentials credentials) {
        @Nullable Instant expiresAt = credentials.expiresAt();
        return update.text(META, text(credentials.meta()))
                .number(CHANNELS, (long) credentials.channels())
                .text(SUBSCRIPTIONS, text(credentials.subscriptions()))
                .number(BY_TOKEN, credentials.byToken() ? 1L : 0L)
                .number(EXPIRES_AT, expiresAt == null ? null : expiresAt.getEpochSecond());
    }

    static Credentials credentials(Item item) {
        return new Credentials(
                item.find(META).map(Json::new).orElse(null),
                item.has(EXPIRES_AT) ? Instant.ofEpochSecond(item.number(EXPIRES_AT)) : null,
                Math.toIntExact(item.number(CHANNELS)),
                item.find(SUBSCRIPTIONS).map(Json::new).orElse(null),
                item.number(BY_TOKEN) == 1);
    }

    static @Nullable String text(@Nullable Json json) {
        return json == null ? null : json.text();
    }
}
