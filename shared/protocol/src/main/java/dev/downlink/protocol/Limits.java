package dev.downlink.protocol;

/** The sizes a client or a publisher must keep to. */
public final class Limits {

    /** 255 characters: Centrifugo's default for {@code channel.max_length}. */
    public static final int MAX_CHANNEL_LENGTH = 255;

    /**
     * 64 KB of UTF-8: with its envelope and its sender's info a publication still fits a frame (128 KB, API Gateway's limit)
     * and an item of DynamoDB (400 KB).
     */
    public static final int MAX_DATA_BYTES = 64 * 1024;

    /**
     * 512 commands: more subscribe commands of an SDK than the 32 KB of a client's frame hold, and few enough for one frame of
     * replies, at 256 bytes each.
     */
    public static final int MAX_COMMANDS_PER_FRAME = 512;

    /** 64 characters: room for a UUID, and little enough to repeat in an answer. */
    static final int MAX_ID_LENGTH = 64;

    private Limits() {}
}
