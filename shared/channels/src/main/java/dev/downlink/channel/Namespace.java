package dev.downlink.channel;

import java.time.Duration;

/**
 * The rules of one namespace, by Centrifugo's option names.
 *
 * @param name empty for the namespace of channels without a colon
 * @param historySize how many publications are kept for history and recovery; 0 for none
 * @param historyTtl how long they are kept
 * @param forceRecovery whether every client follows its position and recovers, or only those that ask to
 * @param fanOutShards how many workers deliver one publication in parallel, each to its shard of the subscribers
 * @param interestTtl how long a function may cache the list of subscribers; only without history
 * @param options the other options
 */
public record Namespace(
        String name,
        boolean presence,
        int historySize,
        Duration historyTtl,
        boolean forceRecovery,
        boolean allowSubscribeForClient,
        boolean allowSubscribeForAnonymous,
        boolean allowPublishForClient,
        boolean allowPublishForSubscriber,
        boolean allowPublishForAnonymous,
        boolean allowHistoryForSubscriber,
        boolean allowPresenceForSubscriber,
        int fanOutShards,
        Duration interestTtl,
        NamespaceOptions options) {

    /** With the default options. */
    public Namespace(
            String name,
            boolean presence,
            int historySize,
            Duration historyTtl,
            boolean forceRecovery,
            boolean allowSubscribeForClient,
            boolean allowSubscribeForAnonymous,
            boolean allowPublishForClient,
            boolean allowPublishForSubscriber,
            boolean allowPublishForAnonymous,
            boolean allowHistoryForSubscriber,
            boolean allowPresenceForSubscriber,
            int fanOutShards,
            Duration interestTtl) {
        this(
                name,
                presence,
                historySize,
                historyTtl,
                forceRecovery,
                allowSubscribeForClient,
                allowSubscribeForAnonymous,
                allowPublishForClient,
                allowPublishForSubscriber,
                allowPublishForAnonymous,
                allowHistoryForSubscriber,
                allowPresenceForSubscriber,
                fanOutShards,
                interestTtl,
                NamespaceOptions.DEFAULT);
    }

    public boolean hasHistory() {
        return historySize > 0;
    }

    Access subscribers() {
        return new Access(allowSubscribeForClient, false, allowSubscribeForAnonymous);
    }

    Access publishers() {
        return new Access(allowPublishForClient, allowPublishForSubscriber, allowPublishForAnonymous);
    }

    Access historyReaders() {
        return new Access(
                options.allowHistoryForClient(), allowHistoryForSubscriber, options.allowHistoryForAnonymous());
    }

    Access presenceReaders() {
        return new Access(
                options.allowPresenceForClient(), allowPresenceForSubscriber, options.allowPresenceForAnonymous());
    }
}
