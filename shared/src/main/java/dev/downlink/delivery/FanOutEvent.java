package dev.downlink.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.FanOutTask.Recipients;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A {@link FanOutTask} as the event of an asynchronous invocation: one of the two is set. */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FanOutEvent(
        @Nullable CatchUp catchUp, @Nullable Deliver deliver) {

    /** {@link FanOutTask.CatchUp}. */
    @Serdeable
    public record CatchUp(
            @JsonProperty(required = true) String channel,
            @JsonProperty(required = true) int shard) {}

    /**
     * {@link FanOutTask.Deliver}.
     *
     * @param after for all subscribers after this one; absent: for all
     * @param only for these connections
     * @param sinceEpochMillis when those were put aside
     * @param othersServed whether others were not
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deliver(
            @JsonProperty(required = true) String channel,
            @JsonProperty(required = true) int shard,
            @JsonProperty(required = true) List<Item> publications,
            @Nullable String after,
            @Nullable List<String> only,
            @Nullable Long sinceEpochMillis,
            @Nullable Boolean othersServed) {}

    /**
     * A publication without an offset.
     *
     * @param data JSON, in a string
     */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            @JsonProperty(required = true) String data,
            @JsonProperty(required = true) long epochMillis,
            @Nullable Map<String, String> tags,
            @Nullable Publisher publisher) {}

    /** The publishing client; its infos are JSON in strings. */
    @Serdeable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Publisher(
            @JsonProperty(required = true) String client,
            @JsonProperty(required = true) String user,
            @Nullable String connectionInfo,
            @Nullable String channelInfo) {}

    public static FanOutEvent of(FanOutTask task) {
        return switch (task) {
            case FanOutTask.CatchUp catchUp ->
                new FanOutEvent(new CatchUp(catchUp.channel().value(), catchUp.shard()), null);
            case FanOutTask.Deliver deliver -> new FanOutEvent(null, of(deliver));
        };
    }

    private static Deliver of(FanOutTask.Deliver task) {
        String channel = task.channel().value();
        List<Item> items = task.publications().stream().map(FanOutEvent::of).toList();
        return switch (task.recipients()) {
            case Recipients.All all ->
                new Deliver(
                        channel,
                        task.shard(),
                        items,
                        all.after() == null ? null : all.after().value(),
                        null,
                        null,
                        null);
            case Recipients.Only only ->
                new Deliver(
                        channel,
                        task.shard(),
                        items,
                        null,
                        only.connections().stream().map(ConnectionId::value).toList(),
                        only.since().toEpochMilli(),
                        only.othersServed());
        };
    }

    private static Item of(Publication publication) {
        @Nullable ClientInfo info = publication.info();
        return new Item(
                publication.data().text(),
                publication.time().toEpochMilli(),
                publication.tags().isEmpty() ? null : publication.tags(),
                info == null
                        ? null
                        : new Publisher(
                                info.client(), info.user(), text(info.connectionInfo()), text(info.channelInfo())));
    }

    /** @throws IllegalArgumentException if neither is set */
    public FanOutTask task() {
        if (catchUp != null) {
            return new FanOutTask.CatchUp(new ChannelName(catchUp.channel()), catchUp.shard());
        }
        if (deliver == null) {
            throw new IllegalArgumentException("Neither catchUp nor deliver");
        }
        return new FanOutTask.Deliver(
                new ChannelName(deliver.channel()),
                deliver.shard(),
                deliver.publications().stream().map(FanOutEvent::publication).toList(),
                recipients(deliver));
    }

    private static Recipients recipients(Deliver deliver) {
        if (deliver.only() != null && deliver.sinceEpochMillis() != null) {
            return new Recipients.Only(
                    deliver.only().stream().map(ConnectionId::new).toList(),
                    Instant.ofEpochMilli(deliver.sinceEpochMillis()),
                    Boolean.TRUE.equals(deliver.othersServed()));
        }
        return new Recipients.All(deliver.after() == null ? null : new ConnectionId(deliver.after()));
    }

    private static Publication publication(Item item) {
        @Nullable Publisher publisher = item.publisher();
        return new Publication(
                0,
                new Json(item.data()),
                publisher == null
                        ? null
                        : new ClientInfo(
                                publisher.client(),
                                publisher.user(),
                                json(publisher.connectionInfo()),
                                json(publisher.channelInfo())),
                item.tags() == null ? Map.of() : item.tags(),
                Instant.ofEpochMilli(item.epochMillis()));
    }

    private static @Nullable String text(@Nullable Json json) {
        return json == null ? null : json.text();
    }

    private static @Nullable Json json(@Nullable String text) {
        return text == null ? null : new Json(text);
    }
}
