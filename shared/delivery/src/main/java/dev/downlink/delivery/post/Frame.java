package dev.downlink.delivery.post;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one text frame, up to 128 KB (the API Gateway message limit), shared by all connections it goes to. Nobody
 * may change the bytes.
 */
public final class Frame {

    private final byte[] bytes;
    private final boolean repeatable;
    private volatile byte @Nullable [] sha256;

    public Frame(byte[] bytes) {
        this(bytes, true);
    }

    /** @param repeatable whether the client may get it twice */
    public Frame(byte[] bytes, boolean repeatable) {
        this.bytes = bytes;
        this.repeatable = repeatable;
    }

    /** Whether it may be posted again when a post of it failed, though that one may have been accepted. */
    public boolean isRepeatable() {
        return repeatable;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Computed once: each post of the frame is signed with it. */
    public byte[] sha256() {
        byte[] known = sha256;
        if (known == null) {
            known = sha256(bytes);
            sha256 = known;
        }
        return known;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
