package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelPermissions;
import dev.downlink.channel.Requester;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.connectionservice.token.SubscriptionOptions;
import dev.downlink.connectionservice.token.SubscriptionToken;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.SubscribeOptions.DeltaRequest;
import dev.downlink.protocol.TagsFilter;
import dev.downlink.protocol.Tracking;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A subscription that is allowed, and what it is like.
 *
 * @param recover the position after which missed publications are wanted
 * @param rejectUnrecovered whether a recovery that fails leaves no subscription
 * @param options what is pushed; with delta once the client has the reply
 * @param delta whether publications are written as the change from the one before
 * @param data from the token, for the reply
 */
record SubscriptionGrant(
        boolean serverSide,
        @Nullable StreamPosition recover,
        boolean rejectUnrecovered,
        Tracking tracking,
        SubscriptionTerms terms,
        PushOptions options,
        boolean delta,
        @Nullable Json data) {

    /** @param token {@link SubscriptionToken#NONE} if the rules allow it */
    static SubscriptionGrant clientSide(
            ChannelPermissions permissions,
            Channel channel,
            Requester.Client client,
            Command.Subscribe command,
            long commandId,
            SubscriptionToken token) {
        Tracking asked = command.recover() == null ? command.tracking() : Tracking.RECOVERABLE;
        @Nullable TagsFilter filter = command.options().filter();
        boolean joinLeave =
                permissions.tellsJoinLeave(channel, client, command.options().joinLeave());
        return new SubscriptionGrant(
                false,
                command.recover(),
                command.options().rejectUnrecovered(),
                tracking(permissions, channel, client, asked, token.options().override()),
                new SubscriptionTerms(commandId, token.options().info(), token.expiresAt()),
                new PushOptions(filter == null ? null : filter.json(), joinLeave),
                // A filter leaves out publications that the next change would be from.
                channel.namespace().options().delta().fossil()
                        && command.options().delta() == DeltaRequest.FOSSIL
                        && filter == null,
                token.options().data());
    }

    static SubscriptionGrant serverSide(
            ChannelPermissions permissions,
            Channel channel,
            Requester.Client client,
            @Nullable StreamPosition recover,
            SubscriptionOptions options) {
        Tracking asked = recover == null ? Tracking.NONE : Tracking.RECOVERABLE;
        return new SubscriptionGrant(
                true,
                recover,
                false,
                tracking(permissions, channel, client, asked, options.override()),
                new SubscriptionTerms(0, options.info(), null),
                new PushOptions(null, permissions.tellsJoinLeave(channel, client, false)),
                false,
                options.data());
    }

    private static Tracking tracking(
            ChannelPermissions permissions,
            Channel channel,
            Requester.Client client,
            Tracking asked,
            SubscriptionOptions.Overrides override) {
        return permissions.tracking(
                channel,
                client,
                asked,
                Objects.requireNonNullElse(
                        override.forceRecovery(), channel.namespace().forceRecovery()),
                Objects.requireNonNullElse(
                        override.forcePositioning(),
                        channel.namespace().options().recovery().forcePositioning()));
    }
}
