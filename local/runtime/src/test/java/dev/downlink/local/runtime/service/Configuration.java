package dev.downlink.local.runtime.service;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The environment variables that code reads, as Micronaut's annotations in its byte code say. */
final class Configuration {

    private static final Pattern DEPENDENCY = Pattern.compile(
            "<dependency>(?:(?!</dependency>).)*?<artifactId>downlink-([a-z]+)</artifactId>((?:(?!</dependency>).)*)",
            Pattern.DOTALL);

    private Configuration() {}

    /** A service's own classes and those of the shared modules that it uses: what its artifact holds of ours. */
    static JavaClasses classesOf(String service) {
        Set<Path> modules = new TreeSet<>();
        collect(Path.of("..", "..", service), modules);
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeJars())
                .importPaths(modules.stream()
                        .map(module -> module.resolve(Path.of("target", "classes")))
                        .toList());
    }

    /** A module, and those that its POM depends on but for tests. */
    private static void collect(Path module, Set<Path> modules) {
        if (modules.add(module)) {
            try {
                DEPENDENCY
                        .matcher(Files.readString(module.resolve("pom.xml")))
                        .results()
                        .filter(dependency -> !dependency.group(2).contains("<scope>test</scope>"))
                        .forEach(dependency -> collect(Path.of("..", "..", "shared", dependency.group(1)), modules));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** Variables without which the code does not start. */
    static Set<String> variablesOf(JavaClasses classes) {
        return classes.stream().flatMap(Configuration::ownVariables).collect(toCollection(TreeSet::new));
    }

    /** Variables that a class reads itself, or through a record of settings. */
    static Stream<String> variablesOf(JavaClass type) {
        return Stream.concat(
                ownVariables(type),
                type.getCodeUnits().stream()
                        .flatMap(CallGraph::targets)
                        .flatMap(target -> target.resolveMember().stream())
                        .flatMap(member -> member.getAnnotations().stream())
                        .flatMap(Configuration::variable));
    }

    private static Stream<String> ownVariables(JavaClass type) {
        Stream<JavaAnnotation<?>> onParameters = type.getCodeUnits().stream()
                .map(JavaCodeUnit::getParameters)
                .flatMap(parameters -> parameters.stream())
                .flatMap(parameter -> parameter.getAnnotations().stream());
        Stream<JavaAnnotation<?>> onFields =
                type.getFields().stream().flatMap(field -> field.getAnnotations().stream());
        return Stream.concat(onParameters, onFields).flatMap(Configuration::variable);
    }

    private static Stream<String> variable(JavaAnnotation<?> annotation) {
        return switch (annotation.getRawType().getName()) {
            case "io.micronaut.context.annotation.Property" ->
                Stream.of(text(annotation, "name")).map(Configuration::variableName);
            case "io.micronaut.context.annotation.Value" ->
                Stream.of(text(annotation, "value"))
                        .filter(value -> value.startsWith("${") && !value.contains(":"))
                        .map(value -> variableName(value.substring(2, value.length() - 1)));
            default -> Stream.empty();
        };
    }

    private static String text(JavaAnnotation<?> annotation, String element) {
        return String.valueOf(annotation.get(element).orElse(""));
    }

    private static String variableName(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
