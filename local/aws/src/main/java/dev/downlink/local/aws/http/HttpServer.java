package dev.downlink.local.aws.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * An HTTP server on a loopback port. {@link #start} speaks HTTP/1.1 on kept-alive connections, one request at a time on each,
 * and HTTP/2 with prior knowledge, as some AWS SDKs do with Kinesis.
 */
public final class HttpServer implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 64 * 1024;
    /** The Runtime API reports X-Ray causes of up to 1 MiB in a header. */
    private static final int MAX_HEADER_BYTES = 2 * 1024 * 1024;

    /** PutRecords takes 10 MiB of data, a third more in base64. */
    private static final int MAX_BODY_BYTES = 32 * 1024 * 1024;

    /** What a client may send on a stream before it is acknowledged. */
    private static final int WINDOW_BYTES = 1024 * 1024;

    private final Channel channel;

    private HttpServer(Channel channel) {
        this.channel = channel;
    }

    /**
     * Listens on the loopback address.
     *
     * @param port 0 for any free one
     * @throws IOException if the port is taken
     */
    public static HttpServer start(EventLoopGroup eventLoops, int port, HttpHandler handler) throws IOException {
        return listen(
                eventLoops,
                port,
                pipeline -> pipeline.addLast(new ProtocolDetector(
                        connection -> addHttp1(connection, handler), connection -> addHttp2(connection, handler))));
    }

    private static void addHttp1(ChannelPipeline connection, HttpHandler handler) {
        connection
                .addLast(new HttpServerCodec(MAX_LINE_BYTES, MAX_HEADER_BYTES, MAX_LINE_BYTES))
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                .addLast(new HttpExchangeHandler(handler));
    }

    private static void addHttp2(ChannelPipeline connection, HttpHandler handler) {
        Http2Settings settings = Http2Settings.defaultSettings()
                .maxHeaderListSize(MAX_LINE_BYTES)
                .initialWindowSize(WINDOW_BYTES);
        connection
                .addLast(Http2FrameCodecBuilder.forServer()
                        .initialSettings(settings)
                        .build())
                .addLast(new Http2MultiplexHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline()
                                .addLast(new Http2StreamFrameToHttpObjectCodec(true))
                                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast(new HttpExchangeHandler(handler));
                    }
                }));
    }

    /** As {@link #start(EventLoopGroup, int, HttpHandler)}, with the caller's handlers on each connection. */
    public static HttpServer listen(EventLoopGroup eventLoops, int port, Consumer<ChannelPipeline> handlers)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(eventLoops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        handlers.accept(connection.pipeline());
                    }
                });
        var bound = bootstrap
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "cannot listen on port " + port + ": " + bound.cause().getMessage(), bound.cause());
        }
        return new HttpServer(bound.channel());
    }

    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Stops listening; the event loops belong to the caller. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
