package dev.downlink.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The REPORT lines of the functions' logs, a line of figures for each function. */
final class FunctionLogs {

    private static final Pattern REPORT =
            Pattern.compile("REPORT .*?\tDuration: ([\\d.]+) ms\t.*?(?:Init Duration: ([\\d.]+) ms)?\\s*$");

    private FunctionLogs() {}

    /**
     * A cold start is from the start of the process to its first answer (init and the first invocation); a warm round trip is
     * from handing out an event over the Runtime API to its answer.
     */
    static List<String> read(Path root) throws IOException {
        List<String> figures = new ArrayList<>();
        try (Stream<Path> logs = Files.list(root.resolve("local/target/logs"))) {
            for (Path log : logs.sorted().toList()) {
                figures.add(figures(log));
            }
        }
        return figures;
    }

    private static String figures(Path log) throws IOException {
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            Matcher report = REPORT.matcher(line);
            if (report.find()) {
                double duration = Double.parseDouble(report.group(1));
                String init = report.group(2);
                if (init == null) {
                    warm.add(duration);
                } else {
                    cold.add(duration + Double.parseDouble(init));
                }
            }
        }
        String name = log.getFileName().toString().replaceAll("downlink-local-|\\.log", "");
        return "%s: cold %s; warm %s".formatted(name, sample(cold), sample(warm));
    }

    private static String sample(List<Double> values) {
        return new Sample(values.stream().mapToDouble(Double::doubleValue).toArray()).describe("ms");
    }
}
