package dev.downlink.local.gateway;

import dev.downlink.local.gateway.websocket.WebSocketApi;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import jakarta.inject.Singleton;

/**
 * Puts the WebSocket API into Micronaut's pipelines, ahead of its routing: Micronaut's own WebSockets cannot answer a
 * handshake with the status of a function, choose close codes or see frames, and {@code @connections} is too busy for a
 * router.
 */
@Singleton
@Requires(beans = WebSocketApi.class)
final class StagePipeline implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

    private final WebSocketApi api;

    StagePipeline(WebSocketApi api) {
        this.api = api;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        NettyServerCustomizer.Registry registry = event.getBean();
        registry.register(new NettyServerCustomizer() {
            @Override
            public NettyServerCustomizer specializeForChannel(Channel channel, ChannelRole role) {
                return role == ChannelRole.CONNECTION ? customizer(channel) : this;
            }
        });
        return registry;
    }

    private NettyServerCustomizer customizer(Channel channel) {
        return new NettyServerCustomizer() {
            @Override
            public void onStreamPipelineBuilt() {
                api.install(channel.pipeline(), ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC);
            }
        };
    }
}
