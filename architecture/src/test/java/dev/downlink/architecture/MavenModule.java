package dev.downlink.architecture;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A module as its POM describes it.
 *
 * @param name the artifact's, without {@code downlink-}
 * @param compile the modules that its main code uses
 * @param runtime the modules that it needs at run time and does not use by name
 */
record MavenModule(String name, Path folder, Set<String> compile, Set<String> runtime) {

    MavenModule {
        compile = Set.copyOf(compile);
        runtime = Set.copyOf(runtime);
    }

    Path classes() {
        return folder.resolve(Path.of("target", "classes"));
    }

    boolean isShared() {
        return folder.startsWith(Reactor.ROOT.resolve("shared")) && hasCode();
    }

    boolean isLocal() {
        return folder.startsWith(Reactor.ROOT.resolve("local")) && hasCode();
    }

    boolean isService() {
        return name.endsWith("-service");
    }

    private boolean hasCode() {
        return Files.isDirectory(folder.resolve(Path.of("src", "main", "java")));
    }

    Set<String> dependencies() {
        Set<String> all = new TreeSet<>(compile);
        all.addAll(runtime);
        return all;
    }

    /** Its dependencies without those that follow from others. */
    Set<String> drawn(Map<String, MavenModule> modules) {
        Set<String> drawn = dependencies();
        for (String dependency : dependencies()) {
            drawn.removeAll(reachable(dependency, modules));
        }
        return drawn;
    }

    private static Set<String> reachable(String from, Map<String, MavenModule> modules) {
        Set<String> reachable = new TreeSet<>();
        MavenModule module = requireNonNull(modules.get(from), from);
        for (String next : module.dependencies()) {
            reachable.add(next);
            reachable.addAll(reachable(next, modules));
        }
        return reachable;
    }
}
