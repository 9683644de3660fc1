package dev.downlink.protocol;

/** The size limits of clients and publishers. */
public final class Limits {

    /** 255 characters: Centrifugo's default for {@code channel.max_length}. */
    public static final int MAX_CHANNEL_LENGTH = 255;

    /**
     * 64 KB of UTF-8: with its envelope and its sender's info a publication still fits a frame (128 KB, API Gateway's limit)
     * and an item of DynamoDB (400 KB).
     */
    public static final int MAX_DATA_BYTES = 64 * 1024;

    /**
     * 512 commands: more of an SDK's subscribe commands than fit a client's frame (32 KB); at 256 bytes each, their replies fit
     * one frame.
     */
    public static final int MAX_COMMANDS_PER_FRAME = 512;

    /** 64 characters: enough for a UUID, and short enough to repeat in an answer. */
    static final int MAX_ID_LENGTH = 64;

    private Limits() {}
}
