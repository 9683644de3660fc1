package dev.downlink.local.service;

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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The environment variables that code reads, as Micronaut's annotations in its byte code say. */
final class Configuration {

    private Configuration() {}

    /** A service's own classes and those of the shared modules: what its artifact holds of ours. */
    static JavaClasses classesOf(String service) {
        try (Stream<Path> shared = Files.list(Path.of("..", "shared"))) {
            List<Path> classes = Stream.concat(shared, Stream.of(Path.of("..", service)))
                    .map(module -> module.resolve(Path.of("target", "classes")))
                    .filter(Files::isDirectory)
                    .toList();
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeJars())
                    .importPaths(classes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
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
