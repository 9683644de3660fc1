package dev.downlink.benchmarks.poster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One JVM's part: rounds in which each contender has its turn; prints name, scheme and posts per second of processor time. */
public final class Rounds {

    /** Libraries log to standard output, too. */
    static final String PREFIX = "round: ";

    private static final int IN_FLIGHT = 32;
    private static final int WARM_UPS = 4;
    private static final int ROUNDS = 5;
    private static final Duration ROUND = Duration.ofMillis(500);

    private Rounds() {}

    /** Arguments: the project's root, the certificate, the sink's ports (plain, TLS), and whether Node takes part. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]);
        Path certificate = Path.of(arguments[1]);
        run("plain", "http://localhost:" + arguments[2] + "/local", root, certificate, arguments[4]);
        run("tls", "https://localhost:" + arguments[3] + "/local", root, certificate, arguments[4]);
        System.exit(0);
    }

    private static void run(String scheme, String url, Path root, Path certificate, String node)
            throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>(Contenders.of(url, IN_FLIGHT));
        if (node.equals("node")) {
            NodeContender.start(root, url, certificate, IN_FLIGHT).ifPresent(contenders::add);
        }
        for (int round = -WARM_UPS; round < ROUNDS; round++) {
            for (Contender contender : contenders) {
                Round result = contender.run(ROUND);
                if (round >= 0) {
                    System.out.println(PREFIX + contender.name() + " " + scheme + " " + result.postsPerCpuSecond());
                }
            }
        }
        contenders.forEach(Contender::close);
    }
}
