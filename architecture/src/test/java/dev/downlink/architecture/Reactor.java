package dev.downlink.architecture;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the POMs of this repository. */
final class Reactor {

    static final Path ROOT = Path.of("..");

    private static final String PREFIX = "downlink-";

    private Reactor() {}

    /** All modules by name. */
    static Map<String, MavenModule> modules() {
        Map<String, MavenModule> modules = new TreeMap<>();
        read(ROOT, modules);
        return modules;
    }

    private static void read(Path folder, Map<String, MavenModule> modules) {
        Element project = parse(folder.resolve("pom.xml"));
        String artifact = name(text(project, "artifactId").orElseThrow());
        TreeSet<String> compile = new TreeSet<>();
        TreeSet<String> runtime = new TreeSet<>();
        children(project, "dependencies")
                .flatMap(dependencies -> children(dependencies, "dependency"))
                .filter(dependency -> text(dependency, "groupId").orElseThrow().equals("dev.downlink"))
                .filter(dependency -> text(dependency, "type").isEmpty())
                .forEach(dependency -> {
                    String name = name(text(dependency, "artifactId").orElseThrow());
                    switch (text(dependency, "scope").orElse("compile")) {
                        case "compile" -> compile.add(name);
                        case "runtime" -> runtime.add(name);
                        default -> {}
                    }
                });
        modules.put(artifact, new MavenModule(artifact, folder, compile, runtime));
        children(project, "modules")
                .flatMap(list -> children(list, "module"))
                .forEach(child -> read(folder.resolve(child.getTextContent()), modules));
    }

    private static String name(String artifact) {
        return artifact.startsWith(PREFIX) ? artifact.substring(PREFIX.length()) : artifact;
    }

    private static Element parse(Path pom) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
        } catch (Exception failed) {
            throw new IllegalStateException("cannot read " + pom, failed);
        }
    }

    private static Optional<String> text(Element parent, String name) {
        return children(parent, name).findFirst().map(Element::getTextContent);
    }

    private static Stream<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .filter(element -> element.getTagName().equals(name));
    }
}
