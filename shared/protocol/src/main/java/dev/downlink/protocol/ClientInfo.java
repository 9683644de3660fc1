package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The client that published, or that is present in a channel.
 *
 * @param client the connection's client id
 * @param user empty for an anonymous client
 * @param connectionInfo from the connection token's {@code info}
 * @param channelInfo from the subscription token's {@code info}
 */
public record ClientInfo(
        String client,
        String user,
        @Nullable Json connectionInfo,
        @Nullable Json channelInfo) {

    /** Braces and field names. */
    private static final int ENVELOPE_BYTES = 64;

    /** An upper bound of its size in an answer, its client id as a key included, in bytes of UTF-8. */
    public int wireBytes() {
        return ENVELOPE_BYTES
                + 2 * JsonText.quotedUtf8Length(client)
                + JsonText.quotedUtf8Length(user)
                + (connectionInfo == null ? 0 : connectionInfo.utf8Length())
                + (channelInfo == null ? 0 : channelInfo.utf8Length());
    }
}
