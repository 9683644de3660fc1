package dev.downlink.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The validated {@code channels.yml}.
 *
 * @param namespaces by name
 * @param channelLimit how many channels one connection may subscribe to, server-side subscriptions included
 * @param lobby the channel of the action {@code onMessage}; absent: there is no such action
 * @param insecure for development: every client may do everything, without a token or an API key
 * @param apiKey the server HTTP API's key; absent closes that API (unless insecure)
 * @param apiPreviousKey what {@code apiKey} was before a rotation, still accepted
 * @param pipelines one per stream, by the stream's name
 */
public record ChannelRules(
        Map<String, Namespace> namespaces,
        ConnectRules connect,
        int channelLimit,
        TokenKeys tokenKeys,
        @Nullable ChannelName lobby,
        boolean insecure,
        @Nullable Reference apiKey,
        @Nullable Reference apiPreviousKey,
        Map<String, PipelineRules> pipelines) {

    public ChannelRules {
        namespaces = Map.copyOf(namespaces);
        pipelines = Map.copyOf(pipelines);
    }

    /** The namespace of a channel; empty if the rules have no namespace for it, or the name is invalid. */
    public Optional<Namespace> namespaceOf(ChannelName channel) {
        return channel.valid() ? Optional.ofNullable(namespaces.get(channel.namespace())) : Optional.empty();
    }

    /** The channel with its rules; empty if the rules have no namespace for it, or the name is invalid. */
    public Optional<Channel> find(ChannelName name) {
        return namespaceOf(name).map(namespace -> new Channel(name, namespace));
    }

    /** Who may do what in the channels. */
    public ChannelPermissions permissions() {
        return new ChannelPermissions(insecure);
    }

    /**
     * The server-side subscriptions at connect.
     *
     * @param channels that everyone is subscribed to
     * @param querySubscriptions namespace by query parameter: {@code VehicleID: vehicle} makes {@code ?VehicleID=42} a
     *     subscription to {@code vehicle:42}
     */
    public record ConnectRules(List<ChannelName> channels, Map<String, String> querySubscriptions) {
        public ConnectRules {
            channels = List.copyOf(channels);
            querySubscriptions = Map.copyOf(querySubscriptions);
        }
    }

    /**
     * The keys of connection tokens. Without any, no token is accepted.
     *
     * @param hmacSecret for HS256, HS384 and HS512
     * @param rsaPublicKey PEM, for RS256, RS384 and RS512
     * @param ecdsaPublicKey PEM, for ES256, ES384 and ES512
     * @param jwksUrl a JWKS endpoint
     * @param hmacPreviousSecret what {@code hmacSecret} was before a rotation, still accepted
     * @param hmacPreviousSecretValidUntil absent: as long as it is configured
     * @param audienceRegex RE2, found in one of a token's audiences
     * @param issuerRegex RE2, found in a token's issuer
     * @param userIdClaim which claim has the user id
     * @param development whether short secrets and key servers without TLS are accepted
     */
    public record TokenKeys(
            @Nullable Reference hmacSecret,
            @Nullable Reference rsaPublicKey,
            @Nullable Reference ecdsaPublicKey,
            @Nullable String jwksUrl,
            @Nullable String audience,
            @Nullable String issuer,
            @Nullable Reference hmacPreviousSecret,
            @Nullable Instant hmacPreviousSecretValidUntil,
            @Nullable String audienceRegex,
            @Nullable String issuerRegex,
            String userIdClaim,
            boolean development) {

        public TokenKeys(
                @Nullable Reference hmacSecret,
                @Nullable Reference rsaPublicKey,
                @Nullable Reference ecdsaPublicKey,
                @Nullable String jwksUrl,
                @Nullable String audience,
                @Nullable String issuer) {
            this(
                    hmacSecret,
                    rsaPublicKey,
                    ecdsaPublicKey,
                    jwksUrl,
                    audience,
                    issuer,
                    null,
                    null,
                    null,
                    null,
                    TokenSettings.DEFAULT_USER_ID_CLAIM,
                    false);
        }
    }

    /**
     * Maps the records of a stream to publications.
     *
     * @param channels where each record goes: patterns with JSON Pointers in braces, {@code vehicle:{/trip}}
     * @param time JSON Pointer to when the event happened; null if records do not say
     */
    public record PipelineRules(
            List<String> channels,
            @Nullable GeofenceRules geofence,
            @Nullable String time) {
        public PipelineRules {
            channels = List.copyOf(channels);
        }
    }

    /**
     * Publishes events when things enter and leave areas.
     *
     * @param key JSON Pointer to what identifies the moving thing
     * @param latitude JSON Pointer, degrees WGS 84
     * @param longitude JSON Pointer, degrees WGS 84
     * @param areas reference to a GeoJSON feature collection of polygons with an {@code id} each
     * @param channel where the events go: {@code fence:{id}}
     */
    public record GeofenceRules(String key, String latitude, String longitude, Reference areas, String channel) {}
}
