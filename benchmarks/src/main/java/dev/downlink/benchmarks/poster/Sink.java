package dev.downlink.benchmarks.poster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLServerSocketFactory;

/** A process of its own that answers every request with 200, on a plain port and on one with TLS, which it prints. */
public final class Sink {

    private static final byte[] OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private Sink() {}

    /** The certificate is that of the system properties {@code javax.net.ssl.keyStore…}. */
    public static void main(String[] arguments) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        ServerSocket plain = new ServerSocket(0, 512, loopback);
        ServerSocket tls = SSLServerSocketFactory.getDefault().createServerSocket(0, 512, loopback);
        accept(plain);
        accept(tls);
        System.out.println(plain.getLocalPort() + " " + tls.getLocalPort());
        // Ends with the benchmark.
        while (System.in.read() != -1) {}
        System.exit(0);
    }

    private static void accept(ServerSocket server) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    socket.setTcpNoDelay(true);
                    Thread.ofPlatform().daemon().start(() -> serve(socket));
                }
            } catch (IOException e) {
                System.err.println(e);
            }
        });
    }

    private static void serve(Socket socket) {
        byte[] buffer = new byte[65_536];
        int filled = 0;
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            for (int n = in.read(buffer); n != -1; n = in.read(buffer, filled, buffer.length - filled)) {
                filled += n;
                int end = requestEnd(buffer, filled);
                if (end != -1 && end <= filled) {
                    filled = 0;
                    out.write(OK);
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    /** After the request's last byte, or -1 as long as its head is incomplete. */
    public static int requestEnd(byte[] buffer, int filled) {
        int length = 0;
        for (int i = 0; i < filled - 3; i++) {
            if (buffer[i] == '\r' && buffer[i + 2] == '\r') {
                return i + 4 + length;
            }
            if (buffer[i] == '\n' && matches(buffer, i + 1, filled)) {
                length = number(buffer, i + 1 + LENGTH.length);
            }
        }
        return -1;
    }

    private static boolean matches(byte[] buffer, int at, int filled) {
        for (int i = 0; i < LENGTH.length; i++) {
            if (at + i >= filled || (buffer[at + i] | 0x20) != (LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static int number(byte[] buffer, int from) {
        int number = 0;
        for (int i = from; buffer[i] != '\r'; i++) {
            if (buffer[i] != ' ') {
                number = 10 * number + buffer[i] - '0';
            }
        }
        return number;
    }
}
