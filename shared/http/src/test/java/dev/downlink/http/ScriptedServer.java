package dev.downlink.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 server on the loopback interface whose answers, byte by byte, are a test's. */
public final class ScriptedServer implements AutoCloseable {

    /** {@code number} counts the requests of a connection, {@code connection} the connections; both from 1. */
    public record Request(
            int connection, int number, String method, String path, Map<String, String> headers, byte[] body) {

        public Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Answers one request; returns whether the connection stays open. */
    public interface Script {
        boolean answer(Request request, OutputStream out) throws IOException;
    }

    private final ServerSocket socket;
    private final boolean secure;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger closedByClient = new AtomicInteger();
    private volatile Script script = (request, out) -> ok(out, "");

    private ScriptedServer(ServerSocket socket, boolean secure) {
        this.socket = socket;
        this.secure = secure;
        Thread.ofPlatform().daemon().name("scripted-server").start(this::accept);
    }

    /** Plain if there is no context. */
    public static ScriptedServer start(@Nullable SSLContext context) {
        try {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            return new ScriptedServer(
                    context == null
                            ? new ServerSocket(0, 512, loopback)
                            : context.getServerSocketFactory().createServerSocket(0, 512, loopback),
                    context != null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static boolean ok(OutputStream out, String body) throws IOException {
        return answer(out, "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Writes the text as it is. */
    public static boolean answer(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
    }

    /** Writes the text as it is; the connection does not stay open. */
    public static boolean answerAndClose(OutputStream out, String text) throws IOException {
        answer(out, text);
        return false;
    }

    public void script(Script answers) {
        script = answers;
    }

    public String url() {
        return (secure ? "https" : "http") + "://localhost:" + socket.getLocalPort();
    }

    public List<Request> requests() {
        return requests;
    }

    public int connections() {
        return sockets.size();
    }

    /** Connections that the client ended while the server waited for a request. */
    public int closedByClient() {
        return closedByClient.get();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                sockets.add(connection);
                int number = sockets.size();
                Thread.ofPlatform().daemon().start(() -> serve(connection, number));
            } catch (IOException e) {
                // Closed.
            }
        }
    }

    private void serve(Socket connection, int connectionNumber) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            boolean open = true;
            for (int number = 1; open; number++) {
                Request request = read(in, connectionNumber, number);
                if (request == null) {
                    closedByClient.incrementAndGet();
                    return;
                }
                requests.add(request);
                open = script.answer(request, connection.getOutputStream());
            }
        } catch (IOException e) {
            // The client has gone, or the server is closed.
        }
    }

    private static @Nullable Request read(InputStream in, int connection, int number) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return null;
        }
        List<String> parts = Arrays.asList(line.split(" ", 3));
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            if (colon == -1) {
                throw new IOException("no HTTP: " + header);
            }
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(connection, number, parts.get(0), parts.get(1), headers, body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != -1 && each != '\n'; each = in.read()) {
            line.append((char) each);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket each : sockets) {
                each.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
