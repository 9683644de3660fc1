package dev.downlink.connectionservice;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ForwardingChannelHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Records what the services read, and steps in before some of their calls. */
final class Wiretap implements Fixture.Between {

    final List<ChannelHistory.Query> queries = new ArrayList<>();
    int subscribersRead;
    int channelReads;
    final AtomicReference<@Nullable Runnable> beforeNextAdd = new AtomicReference<>();
    Duration appendTakes = Duration.ZERO;

    @Nullable
    TestClock clock;

    @Override
    public ChannelHistory wrap(ChannelHistory history) {
        return new ForwardingChannelHistory(history, new ForwardingChannelHistory.Before() {
            @Override
            public void append(Channel channel) {
                if (clock != null) {
                    clock.advance(appendTakes);
                }
            }

            @Override
            public void history(ChannelHistory.Query query) {
                queries.add(query);
            }
        });
    }

    @Override
    public SubscriptionRepository wrap(SubscriptionRepository subscriptions) {
        return new ForwardingSubscriptions(subscriptions) {
            @Override
            public Added add(Subscription subscription, int shards) {
                @Nullable Runnable before = beforeNextAdd.getAndSet(null);
                if (before != null) {
                    before.run();
                }
                return super.add(subscription, shards);
            }

            @Override
            public Set<ChannelName> channelsOf(ConnectionId connection) {
                channelReads++;
                return super.channelsOf(connection);
            }

            @Override
            public SubscriberPage page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit) {
                SubscriberPage page = super.page(channel, shard, after, limit);
                subscribersRead += page.subscriptions().size();
                return page;
            }
        };
    }
}
