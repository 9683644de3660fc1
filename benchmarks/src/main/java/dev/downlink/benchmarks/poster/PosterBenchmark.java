package dev.downlink.benchmarks.poster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts the sink and one JVM after the other for the rounds. */
public final class PosterBenchmark {

    private static final String PASSWORD = "changeit";
    private static final String OURS = "ours";

    private final Path root;
    private final Path folder;
    private final Consumer<String> report;

    private PosterBenchmark(Path root, Path folder, Consumer<String> report) {
        this.root = root;
        this.folder = folder;
        this.report = report;
    }

    /** Reports medians, and last {@code ratio plain <n> tls <n>}: ours over the best AWS SDK client, default JIT. */
    public static void run(Path root, Consumer<String> report) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("poster");
        new PosterBenchmark(root, folder, report).run();
    }

    private void run() throws IOException, InterruptedException {
        createCertificate();
        Process sink = java(List.of(
                "-Djavax.net.ssl.keyStore=" + folder.resolve("keys.p12"),
                "-Djavax.net.ssl.keyStorePassword=" + PASSWORD,
                Sink.class.getName()));
        try {
            String[] ports = sink.inputReader().readLine().split(" ", 2);
            Map<String, Double> medians = rounds("default JIT", List.of(), ports, "node");
            rounds("C1 only", List.of("-XX:TieredStopAtLevel=1"), ports, "without node");
            report.accept("ratio plain %.1f tls %.1f".formatted(ratio(medians, "plain"), ratio(medians, "tls")));
        } finally {
            sink.destroy();
        }
    }

    private static double ratio(Map<String, Double> medians, String scheme) {
        double best = medians.entrySet().stream()
                .filter(median ->
                        median.getKey().startsWith("sdk-") && median.getKey().endsWith(" " + scheme))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElseThrow();
        return medians.getOrDefault(OURS + " " + scheme, 0.0) / best;
    }

    /** Medians by contender and scheme. */
    private Map<String, Double> rounds(String title, List<String> options, String[] ports, String node)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of(
                "-Dhttp.maxConnections=64",
                "-Djavax.net.ssl.trustStore=" + folder.resolve("keys.p12"),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                Rounds.class.getName(),
                root.toString(),
                folder.resolve("certificate.pem").toString(),
                ports[0],
                ports[1],
                node));
        Process process = java(command);
        Map<String, List<Double>> values = new LinkedHashMap<>();
        process.inputReader()
                .lines()
                .filter(line -> line.startsWith(Rounds.PREFIX))
                .forEach(line -> {
                    int space = line.lastIndexOf(' ');
                    values.computeIfAbsent(line.substring(Rounds.PREFIX.length(), space), key -> new ArrayList<>())
                            .add(Double.valueOf(line.substring(space + 1)));
                });
        if (process.waitFor() != 0) {
            throw new IOException("the rounds ended with " + process.exitValue());
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        values.forEach((key, all) -> medians.put(key, median(all)));
        medians.forEach((key, median) -> report.accept("%s, %s: %,.0f posts/CPU-s".formatted(title, key, median)));
        return medians;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void createCertificate() throws IOException, InterruptedException {
        String store = folder.resolve("keys.p12").toString();
        keytool(
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-keystore",
                store,
                "-storepass",
                PASSWORD);
        keytool(
                "-exportcert",
                "-rfc",
                "-file",
                folder.resolve("certificate.pem").toString(),
                "-keystore",
                store,
                "-storepass",
                PASSWORD);
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(bin("keytool")));
        command.addAll(List.of(arguments));
        if (new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                != 0) {
            throw new IOException("keytool failed");
        }
    }

    private static Process java(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                bin("java"), "-cp", System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED"));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String bin(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }
}
