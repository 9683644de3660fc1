package dev.downlink.architecture;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** POMs, classes and docs/architecture.md say the same of the modules. */
class ModulesTest {

    private final Map<String, MavenModule> modules = Reactor.modules();

    @Test
    void theDrawingShowsTheDependenciesOfThePoms() throws IOException {
        Map<String, Set<String>> drawn = new TreeMap<>();
        modules.forEach((name, module) -> {
            if (!module.dependencies().isEmpty()) {
                drawn.put(name, module.drawn(modules));
            }
        });

        assertThat(Drawing.arrows()).isEqualTo(drawn);
    }

    @Test
    void theTablesNameEveryModule() throws IOException {
        List<String> rows = Files.readAllLines(Drawing.DOCUMENT).stream()
                .filter(line -> line.startsWith("| "))
                .toList();

        assertThat(measured())
                .allSatisfy(module -> assertThat(rows)
                        .anyMatch(row -> row.contains("`" + Reactor.ROOT.relativize(module.folder()) + "`")));
    }

    @Test
    void classesUseTheModulesThatTheirPomDeclares() {
        Map<String, Set<String>> used = new TreeMap<>();
        Map<String, JavaClasses> classes = classes();
        Map<String, String> moduleOf = new HashMap<>();
        classes.forEach((module, own) -> own.forEach(type -> moduleOf.put(type.getName(), module)));

        classes.forEach((module, own) -> {
            Set<String> others = new TreeSet<>();
            for (JavaClass type : own) {
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> moduleOf.get(dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getName()))
                        .filter(other -> other != null && !other.equals(module))
                        .forEach(others::add);
            }
            used.put(module, others);
        });

        assertThat(used).isEqualTo(measured().stream().collect(toMap(MavenModule::name, module -> module.compile())));
    }

    @Test
    void noPackageIsInTwoModules() {
        Map<String, Set<String>> modulesByPackage = new TreeMap<>();
        classes()
                .forEach((module, own) -> own.forEach(type -> modulesByPackage
                        .computeIfAbsent(type.getPackageName(), name -> new TreeSet<>())
                        .add(module)));

        assertThat(modulesByPackage)
                .isNotEmpty()
                .allSatisfy((name, owners) -> assertThat(owners).hasSize(1));
    }

    private Map<String, JavaClasses> classes() {
        return measured().stream()
                .collect(toMap(MavenModule::name, module -> new ClassFileImporter().importPath(module.classes())));
    }

    /** The shared modules, the services and the local runtime: what is built before this module. */
    private List<MavenModule> measured() {
        return modules.values().stream()
                .filter(module -> module.isService() || module.isShared() || module.isLocal())
                .toList();
    }
}
