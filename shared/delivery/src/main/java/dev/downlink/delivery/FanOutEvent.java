package dev.downlink.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.PublicationEvent.PublishingClient;
import dev.downlink.ledger.ChannelShard;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link FanOutTask} as the event of an asynchronous invocation: one of the components is set. */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FanOutEvent(
        @Nullable CatchUp catchUp,
        @Nullable TakeOver takeOver,
        @Nullable Broadcast broadcast,
        @Nullable List<String> removeConnections,
        @Nullable List<Departure> tellLeft) {

    /** {@link FanOutTask.CatchUp}. */
    @Serdeable
    public record CatchUp(
            @JsonProperty(required = true) String channel,
            @JsonProperty(required = true) int shard) {}

    /** {@link FanOutTask.TakeOver}. */
    @Serdeable
    public record TakeOver(
            @JsonProperty(required = true) String channel,
            @JsonProperty(required = true) int shard,
            @JsonProperty(required = true) long token,
            @JsonProperty(required = true) ProgressEvent progress) {}

    /**
     * {@link FanOutTask.Broadcast}.
     *
     * @param after for the subscribers after this one; absent: for all
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Broadcast(
            @JsonProperty(required = true) String channel,
            @JsonProperty(required = true) int shard,
            @JsonProperty(required = true) List<PublicationEvent> publications,
            @Nullable String after) {}

    /** {@link FanOutTask.Departure}. */
    @Serdeable
    public record Departure(
            @JsonProperty(required = true) String channel,
            @JsonProperty(required = true) PublishingClient client) {}

    public static FanOutEvent of(FanOutTask task) {
        return switch (task) {
            case FanOutTask.CatchUp one ->
                new FanOutEvent(
                        new CatchUp(one.shard().channel().value(), one.shard().shard()), null, null, null, null);
            case FanOutTask.TakeOver one ->
                new FanOutEvent(
                        null,
                        new TakeOver(
                                one.shard().channel().value(),
                                one.shard().shard(),
                                one.token(),
                                ProgressEvent.of(one.progress())),
                        null,
                        null,
                        null);
            case FanOutTask.Broadcast one ->
                new FanOutEvent(
                        null,
                        null,
                        new Broadcast(
                                one.channel().value(),
                                one.shard(),
                                one.publications().stream()
                                        .map(PublicationEvent::of)
                                        .toList(),
                                one.after() == null ? null : one.after().value()),
                        null,
                        null);
            case FanOutTask.RemoveConnections one ->
                new FanOutEvent(
                        null,
                        null,
                        null,
                        one.connections().stream().map(ConnectionId::value).toList(),
                        null);
            case FanOutTask.TellLeft one ->
                new FanOutEvent(
                        null,
                        null,
                        null,
                        null,
                        one.departures().stream()
                                .map(left -> new Departure(left.channel().value(), PublishingClient.of(left.client())))
                                .toList());
        };
    }

    /** @throws IllegalArgumentException if no component is set */
    public FanOutTask task() {
        if (catchUp != null) {
            return new FanOutTask.CatchUp(shard(catchUp.channel(), catchUp.shard()));
        }
        if (takeOver != null) {
            return new FanOutTask.TakeOver(
                    shard(takeOver.channel(), takeOver.shard()),
                    takeOver.token(),
                    takeOver.progress().progress());
        }
        if (broadcast != null) {
            return new FanOutTask.Broadcast(
                    new ChannelName(broadcast.channel()),
                    broadcast.shard(),
                    broadcast.publications().stream()
                            .map(PublicationEvent::publication)
                            .toList(),
                    broadcast.after() == null ? null : new ConnectionId(broadcast.after()));
        }
        if (removeConnections != null) {
            return new FanOutTask.RemoveConnections(
                    removeConnections.stream().map(ConnectionId::new).toList());
        }
        if (tellLeft != null) {
            return new FanOutTask.TellLeft(tellLeft.stream()
                    .map(left -> new FanOutTask.Departure(
                            new ChannelName(left.channel()), left.client().info()))
                    .toList());
        }
        throw new IllegalArgumentException("expected catchUp, takeOver, broadcast, removeConnections or tellLeft");
    }

    private static ChannelShard shard(String channel, int shard) {
        return new ChannelShard(new ChannelName(channel), shard);
    }
}
