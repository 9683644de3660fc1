package dev.downlink.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The other options of a namespace, by Centrifugo's option names. {@link UnsupportedOptions} refuses those without effect in
 * {@code channels.yml}.
 *
 * @param joinLeave whether joins and leaves are pushed
 * @param forcePushJoinLeave whether every subscriber gets them, or only those that ask and may see presence
 * @param historyMetaTtl how long offset and epoch are kept; absent: the file's default
 * @param allowTagsFilter whether a client may filter publications by their tags
 * @param allowUserLimitedChannels whether {@code #} begins the list of users who may subscribe
 * @param names which channel names clients may use
 */
public record NamespaceOptions(
        boolean joinLeave,
        boolean forcePushJoinLeave,
        @Nullable Duration historyMetaTtl,
        Recovery recovery,
        Delta delta,
        boolean allowTagsFilter,
        boolean allowUserLimitedChannels,
        boolean allowPresenceForClient,
        boolean allowPresenceForAnonymous,
        boolean allowHistoryForClient,
        boolean allowHistoryForAnonymous,
        NameRule names,
        PublicationDataFormat publicationDataFormat,
        Proxies proxies) {

    public static final NamespaceOptions DEFAULT = new NamespaceOptions(
            false,
            false,
            null,
            new Recovery(false, false, false, RecoveryMode.STREAM, false),
            new Delta(false, false),
            false,
            false,
            false,
            false,
            false,
            false,
            NameRule.ASCII,
            PublicationDataFormat.ANY,
            new Proxies(null, null, null));

    /**
     * @param forcePositioning whether all clients follow their positions
     * @param allowPositioning whether those that ask do, also without permission to read the history
     * @param allowRecovery whether those that ask recover, also without that permission
     * @param autoCacheRecover whether each subscriber gets the newest publication at once (mode {@code cache})
     */
    public record Recovery(
            boolean forcePositioning,
            boolean allowPositioning,
            boolean allowRecovery,
            RecoveryMode mode,
            boolean autoCacheRecover) {}

    /** {@code force_recovery_mode}. */
    public enum RecoveryMode {
        /** All that was missed. */
        STREAM,
        /** The newest publication only. */
        CACHE
    }

    /**
     * @param fossil whether {@code allowed_delta_types} has it
     * @param publish whether every publication may go as a delta, or only those published so
     */
    public record Delta(boolean fossil, boolean publish) {}

    /** The names of the proxies that are asked; absent where none is. */
    public record Proxies(
            @Nullable String subscribe,
            @Nullable String publish,
            @Nullable String subRefresh) {}
}
