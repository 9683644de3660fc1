package dev.downlink.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the REPORT lines of the functions' logs say.
 *
 * <p>A cold start is from the start of the process to its first answer (init and the first invocation); a warm round trip is
 * from handing out an event over the Runtime API to its answer.
 */
final class FunctionLogs {

    private static final Pattern REPORT =
            Pattern.compile("REPORT .*?\tDuration: ([\\d.]+) ms\t.*?(?:Init Duration: ([\\d.]+) ms)?\\s*$");

    private record Figures(List<Double> cold, List<Double> warm) {}

    private final Map<String, Figures> functions = new TreeMap<>();

    /** Takes in the logs of the system that has just ended. */
    void read(Path root) throws IOException {
        try (Stream<Path> logs = Files.list(root.resolve("local/runtime/target/logs"))) {
            for (Path log : logs.sorted().toList()) {
                read(
                        log,
                        functions.computeIfAbsent(
                                log.getFileName().toString().replaceAll("downlink-local-|\\.log", ""),
                                name -> new Figures(new ArrayList<>(), new ArrayList<>())));
            }
        }
    }

    private static void read(Path log, Figures figures) throws IOException {
        for (String line : Files.readAllLines(log)) {
            Matcher report = REPORT.matcher(line);
            if (report.find()) {
                double duration = Double.parseDouble(report.group(1));
                String init = report.group(2);
                if (init == null) {
                    figures.warm().add(duration);
                } else {
                    figures.cold().add(duration + Double.parseDouble(init));
                }
            }
        }
    }

    /** The warm round trips of one function, in order. */
    List<Double> warm(String function) {
        return functions
                .getOrDefault(function, new Figures(List.of(), List.of()))
                .warm();
    }

    /** A line of figures for each function. */
    List<String> lines() {
        return functions.entrySet().stream()
                .map(entry -> "%s: cold %s; warm %s"
                        .formatted(
                                entry.getKey(),
                                Sample.of(entry.getValue().cold()).describe("ms"),
                                Sample.of(entry.getValue().warm()).describe("ms")))
                .toList();
    }
}
