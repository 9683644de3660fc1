package dev.downlink.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The flowchart of docs/architecture.md: {@code a & b --> c & d}. */
final class Drawing {

    static final Path DOCUMENT = Reactor.ROOT.resolve(Path.of("docs", "architecture.md"));

    private static final String ARROW = "-->";

    private Drawing() {}

    /** The modules that arrows lead to, by the module that they come from. */
    static Map<String, Set<String>> arrows() throws IOException {
        List<String> lines = Files.readAllLines(DOCUMENT);
        List<String> drawing = lines.subList(lines.indexOf("```mermaid"), lines.size());
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (String line : drawing.subList(1, drawing.indexOf("```"))) {
            if (line.contains(ARROW)) {
                List<String> sides = List.of(line.split(ARROW));
                for (String from : names(sides.get(0))) {
                    arrows.computeIfAbsent(from, name -> new TreeSet<>()).addAll(names(sides.get(1)));
                }
            }
        }
        return arrows;
    }

    private static List<String> names(String side) {
        return Arrays.stream(side.split("&")).map(String::strip).toList();
    }
}
