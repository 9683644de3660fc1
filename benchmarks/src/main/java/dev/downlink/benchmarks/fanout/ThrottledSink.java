package dev.downlink.benchmarks.fanout;

import dev.downlink.benchmarks.poster.Sink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A process of its own that answers each post 15 ms after it came: with 200 within the quota, with 429 beyond. Commands on
 * standard input: {@code reset <posts per second>} and {@code count}.
 */
public final class ThrottledSink {

    private static final long LATENCY_NANOS = 15_000_000;
    private static final byte[] OK = answer("200 OK", "");
    private static final byte[] TOO_MANY =
            answer("429 Too Many Requests", "x-amzn-ErrorType: LimitExceededException\r\n");

    private final Selector selector = Selector.open();
    private final Deque<Answer> pending = new ArrayDeque<>();
    private final SinkTally tally;

    private record Answer(SocketChannel channel, boolean accepted, long atNanos) {}

    /** What has come of a request. */
    private record Request(byte[] bytes, ByteBuffer buffer) {

        static Request create() {
            byte[] bytes = new byte[16_384];
            return new Request(bytes, ByteBuffer.wrap(bytes));
        }
    }

    private ThrottledSink(SinkTally tally) throws IOException {
        this.tally = tally;
    }

    /** Prints its port first. */
    public static void main(String[] arguments) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        server.configureBlocking(false);
        SinkTally tally = new SinkTally();
        ThrottledSink sink = new ThrottledSink(tally);
        server.register(sink.selector, SelectionKey.OP_ACCEPT);
        Thread.ofPlatform().daemon().start(sink::serve);
        PinnedProcess.answer("" + server.socket().getLocalPort());
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            if (line.startsWith("reset ")) {
                tally.reset(Integer.parseInt(line.substring("reset ".length())));
                PinnedProcess.answer("ready");
            } else {
                PinnedProcess.answer(tally.count().toLine());
            }
        }
        // The benchmark has ended.
        System.exit(0);
    }

    private static byte[] answer(String status, String header) {
        return ("HTTP/1.1 " + status + "\r\n" + header + "Content-Length: 0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void serve() {
        try {
            while (true) {
                if (pending.isEmpty()) {
                    selector.select(this::ready);
                } else {
                    long nanos = pending.element().atNanos() - System.nanoTime();
                    // In whole milliseconds, rounded up: the sink is rather too slow than too fast.
                    selector.select(this::ready, Math.max(1, (nanos + 999_999) / 1_000_000));
                }
                answerDue();
            }
        } catch (IOException e) {
            System.err.println(e);
            System.exit(1);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel server) {
                SocketChannel channel = server.accept();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, Request.create());
            } else {
                read((SocketChannel) key.channel(), (Request) key.attachment());
            }
        } catch (IOException e) {
            // The client has gone.
            key.cancel();
        }
    }

    private void read(SocketChannel channel, Request request) throws IOException {
        if (channel.read(request.buffer()) == -1) {
            channel.close();
            return;
        }
        int end = Sink.requestEnd(request.bytes(), request.buffer().position());
        if (end != -1 && end <= request.buffer().position()) {
            boolean accepted = isAccepted(request.bytes());
            pending.add(new Answer(channel, accepted, System.nanoTime() + LATENCY_NANOS));
            request.buffer().clear();
        }
    }

    private boolean isAccepted(byte[] request) {
        if (request[0] != 'P') {
            tally.close();
            return true;
        }
        return tally.accept(subscriber(request));
    }

    /** The number that the connection id of {@code POST /local/@connections/<number>%3D} is. */
    private static int subscriber(byte[] request) {
        int number = 0;
        for (int at = "POST ".length(); request[at] != ' ' && request[at] != '%'; at++) {
            number = request[at] == '/' ? 0 : 10 * number + request[at] - '0';
        }
        return number;
    }

    private void answerDue() throws IOException {
        while (!pending.isEmpty() && pending.element().atNanos() <= System.nanoTime()) {
            Answer answer = pending.remove();
            answer.channel().write(ByteBuffer.wrap(answer.accepted() ? OK : TOO_MANY));
            if (answer.accepted()) {
                tally.answered();
            }
        }
    }
}
