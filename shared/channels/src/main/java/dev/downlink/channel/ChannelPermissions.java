package dev.downlink.channel;

import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Tracking;

/**
 * Decides who may do what in an existing channel, in the order of Centrifugo's checks (centrifuge-protocol, "Subscription
 * token" and "Channel names and namespace options").
 *
 * @param insecure for development: grants everything but disabled features and private channels
 */
public record ChannelPermissions(boolean insecure) {

    private static final Permission GRANTED = new Permission.Granted();

    public Permission subscribe(Channel channel, Requester requester) {
        return switch (requester) {
            case Requester.BackEnd backEnd -> GRANTED;
            case Requester.TokenHolder token -> hasAcceptedName(channel) ? GRANTED : denied(ErrorCode.BAD_REQUEST);
            case Requester.Client client -> subscribe(channel, client);
        };
    }

    private Permission subscribe(Channel channel, Requester.Client client) {
        if (!hasAcceptedName(channel)) {
            return denied(ErrorCode.BAD_REQUEST);
        }
        ChannelName name = channel.name();
        if (name.isPrivate()) {
            return denied(ErrorCode.PERMISSION_DENIED);
        }
        NamespaceOptions options = channel.namespace().options();
        if (options.allowUserLimitedChannels() && name.isUserLimited()) {
            return granted(!client.anonymous() && name.users().contains(client.user()));
        }
        String proxy = options.proxies().subscribe();
        return proxy == null
                ? granted(channel.namespace().subscribers().allows(client.anonymous(), client.subscribed()))
                : new Permission.AskProxy(proxy);
    }

    public Permission publish(Channel channel, Requester requester) {
        return switch (requester) {
            case Requester.BackEnd backEnd -> GRANTED;
            case Requester.TokenHolder token -> publish(channel, token.client());
            case Requester.Client client -> publish(channel, client);
        };
    }

    private Permission publish(Channel channel, Requester.Client client) {
        String proxy = channel.namespace().options().proxies().publish();
        if (proxy != null && hasAcceptedName(channel)) {
            return new Permission.AskProxy(proxy);
        }
        return byAccess(channel, channel.namespace().publishers(), client);
    }

    public Permission readHistory(Channel channel, Requester requester) {
        return channel.hasHistory()
                ? read(channel, channel.namespace().historyReaders(), requester)
                : unavailable(channel, requester);
    }

    public Permission seePresence(Channel channel, Requester requester) {
        return channel.namespace().presence()
                ? read(channel, channel.namespace().presenceReaders(), requester)
                : unavailable(channel, requester);
    }

    /**
     * How a client that subscribes follows its position.
     *
     * @param asked by the client
     */
    public Tracking tracking(Channel channel, Requester.Client client, Tracking asked) {
        return tracking(
                channel,
                client,
                asked,
                channel.namespace().forceRecovery(),
                channel.namespace().options().recovery().forcePositioning());
    }

    /**
     * As above, for a client whose token overrides the forced options.
     *
     * @param forceRecovery in place of the namespace's
     * @param forcePositioning in place of the namespace's
     */
    public Tracking tracking(
            Channel channel, Requester.Client client, Tracking asked, boolean forceRecovery, boolean forcePositioning) {
        if (!channel.hasHistory()) {
            return Tracking.NONE;
        }
        NamespaceOptions options = channel.namespace().options();
        boolean reader = byAccess(channel, channel.namespace().historyReaders(), client.subscribing())
                instanceof Permission.Granted;
        boolean mayRecover = options.recovery().allowRecovery() || reader;
        if (forceRecovery || (asked == Tracking.RECOVERABLE && mayRecover)) {
            return Tracking.RECOVERABLE;
        }
        boolean mayPosition = options.recovery().allowPositioning() || reader;
        return forcePositioning || (asked != Tracking.NONE && mayPosition) ? Tracking.POSITIONED : Tracking.NONE;
    }

    /**
     * Whether a client that subscribes gets join and leave pushes.
     *
     * @param asked by the client
     */
    public boolean tellsJoinLeave(Channel channel, Requester.Client client, boolean asked) {
        NamespaceOptions options = channel.namespace().options();
        return tellsJoinLeave(channel, client, asked, options.joinLeave(), options.forcePushJoinLeave());
    }

    /**
     * Whether a client is told who joins and leaves whose token has its own say about the options.
     *
     * @param joinLeave in place of the namespace's
     * @param forcePushJoinLeave in place of the namespace's
     */
    public boolean tellsJoinLeave(
            Channel channel, Requester.Client client, boolean asked, boolean joinLeave, boolean forcePushJoinLeave) {
        return forcePushJoinLeave
                || (asked
                        && joinLeave
                        && byAccess(channel, channel.namespace().presenceReaders(), client.subscribing())
                                instanceof Permission.Granted);
    }

    private Permission read(Channel channel, Access access, Requester requester) {
        return switch (requester) {
            case Requester.BackEnd backEnd -> GRANTED;
            case Requester.TokenHolder token -> byAccess(channel, access, token.client());
            case Requester.Client client -> byAccess(channel, access, client);
        };
    }

    /** Checks the name first: a name that is not accepted is a bad request even where the feature is off. */
    private static Permission unavailable(Channel channel, Requester requester) {
        boolean byName = requester instanceof Requester.BackEnd || hasAcceptedName(channel);
        return denied(byName ? ErrorCode.NOT_AVAILABLE : ErrorCode.BAD_REQUEST);
    }

    private Permission byAccess(Channel channel, Access access, Requester.Client client) {
        return hasAcceptedName(channel)
                ? granted(access.allows(client.anonymous(), client.subscribed()))
                : denied(ErrorCode.BAD_REQUEST);
    }

    private Permission granted(boolean allowed) {
        return allowed || insecure ? GRANTED : denied(ErrorCode.PERMISSION_DENIED);
    }

    private static boolean hasAcceptedName(Channel channel) {
        return channel.namespace().options().names().accepts(channel.name());
    }

    private static Permission denied(ErrorCode code) {
        return new Permission.Denied(code);
    }
}
