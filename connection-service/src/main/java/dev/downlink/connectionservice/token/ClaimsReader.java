package dev.downlink.connectionservice.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the claims of one JWT; claims without a meaning here are ignored. */
final class ClaimsReader {

    private final String payload;
    private final String userClaim;
    private final Map<ChannelName, SubscriptionOptions> subscriptions = new LinkedHashMap<>();
    private @Nullable Json subscriptionsJson;
    private String user = "";
    private @Nullable String channel;
    private @Nullable String client;
    private List<String> channels = List.of();
    private @Nullable Json meta;
    private @Nullable Long expireAt;
    private @Nullable Double expiresAt;
    private @Nullable Double notBefore;
    private List<String> audience = List.of();
    private @Nullable String issuer;

    ClaimsReader(String payload, String userClaim) {
        this.payload = payload;
        this.userClaim = userClaim;
    }

    Claims read() {
        try (ClaimsParser json = new ClaimsParser(payload)) {
            SubscriptionOptionsReader options = new SubscriptionOptionsReader(json);
            json.object("claims", name -> {
                if (!options.read(name)) {
                    read(name, json);
                }
            });
            SubscriptionOptions own = options.options();
            return new Claims(
                    user,
                    channel,
                    client,
                    own.info(),
                    channels.stream().map(ChannelName::new).toList(),
                    Collections.unmodifiableMap(subscriptions),
                    subscriptionsJson,
                    own.override(),
                    meta,
                    own.data(),
                    expireAt,
                    expiresAt,
                    notBefore,
                    audience,
                    issuer);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("claims: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new AssertionError("a string is read without I/O", e);
        }
    }

    private void read(String name, ClaimsParser json) throws IOException {
        if (name.equals(userClaim)) {
            user = json.string(name);
            return;
        }
        switch (name) {
            case "channel" -> channel = json.string(name);
            case "client" -> client = json.string(name);
            case "channels" -> channels = json.strings(name);
            case "subs" -> readSubscriptions(json.json(name));
            case "meta" -> {
                meta = json.json(name);
                ClaimsParser.require(meta == null || meta.text().startsWith("{"), "meta: expected an object");
            }
            case "exp" -> expiresAt = json.number(name);
            case "nbf" -> notBefore = json.number(name);
            case "expire_at" -> expireAt = json.epochSeconds(name);
            case "aud" -> audience = json.stringOrStrings(name);
            case "iss" -> issuer = json.string(name);
            default -> json.skip();
        }
    }

    private void readSubscriptions(@Nullable Json subs) throws IOException {
        if (subs == null) {
            throw new IllegalArgumentException("subs: expected an object");
        }
        subscriptionsJson = subs;
        subscriptions.clear();
        try (ClaimsParser json = new ClaimsParser(subs.text())) {
            json.object("subs", subscribed -> subscriptions.put(new ChannelName(subscribed), options(json)));
        }
    }

    private static SubscriptionOptions options(ClaimsParser json) throws IOException {
        SubscriptionOptionsReader options = new SubscriptionOptionsReader(json);
        if (!json.isNull()) {
            json.object("subs", name -> {
                if (!options.read(name)) {
                    json.skip();
                }
            });
        }
        return options.options();
    }
}
