package dev.downlink.local.runtime.service;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description of the server HTTP API, against routes and byte code of the services. */
final class OpenApiTest {

    private static final List<String> SERVICES = List.of("chat-service", "connection-service", "scheduler-service");
    private static final String SCHEMA = "#/components/schemas/";

    private final JsonNode api = read();

    @Test
    void describesEveryRouteAndNoOther() throws IOException {
        Set<String> routes = new TreeSet<>();
        for (String service : SERVICES) {
            ServiceDescription.load(Path.of("..", "..", service, "service.yml"))
                    .functions()
                    .values()
                    .forEach(function -> function.httpRoutes().forEach(route -> routes.add(route.key())));
        }

        assertThat(names(api.at("/paths")).map(path -> "POST " + path)).containsExactlyInAnyOrderElementsOf(routes);
    }

    @Test
    void namesTheRequestOfEveryMethod() {
        Map<String, String> requests = methods()
                .collect(
                        toMap(OpenApiTest::path, method -> schema(request(method)), (one, other) -> one, TreeMap::new));

        Map<String, String> described = names(api.at("/paths"))
                .collect(toMap(
                        path -> path,
                        path -> api.at("/paths")
                                .path(path)
                                .at("/post/requestBody/content/application~1json/schema/$ref")
                                .asText()
                                .substring(SCHEMA.length()),
                        (one, other) -> one,
                        TreeMap::new));
        assertThat(described).isEqualTo(requests);
    }

    @Test
    void describesEveryFieldOfRequestsAndAnswers() {
        Map<String, Set<String>> records = SERVICES.stream()
                .flatMap(OpenApiTest::serialized)
                .collect(toMap(OpenApiTest::schema, OpenApiTest::fields, (one, other) -> one, TreeMap::new));

        Map<String, Set<String>> described = names(api.at("/components/schemas"))
                .filter(name -> !Set.of("Error", "PublishAnswer", "BatchAnswer").contains(name))
                .collect(toMap(
                        name -> name,
                        name -> names(api.at("/components/schemas").path(name).path("properties"))
                                .collect(toSet()),
                        (one, other) -> one,
                        TreeMap::new));
        assertThat(described).isEqualTo(records);
    }

    @Test
    void listsEveryErrorThatACallMayHave() {
        Set<String> used = SERVICES.stream()
                .flatMap(service -> Configuration.classesOf(service).stream())
                .filter(OpenApiTest::answersCalls)
                .flatMap(type -> type.getFieldAccessesFromSelf().stream())
                .map(JavaFieldAccess::getTarget)
                .filter(target -> target.getOwner().getSimpleName().equals("ErrorCode"))
                .map(target -> target.getName())
                .filter(name -> name.equals(name.toUpperCase(Locale.ROOT)))
                .collect(toSet());

        assertThat(used)
                .containsExactlyInAnyOrder(
                        "INTERNAL",
                        "UNKNOWN_CHANNEL",
                        "METHOD_NOT_FOUND",
                        "LIMIT_EXCEEDED",
                        "BAD_REQUEST",
                        "NOT_AVAILABLE",
                        "EXPIRED",
                        "TOO_MANY_REQUESTS",
                        "UNRECOVERABLE_POSITION");
        assertThat(api.at("/components/schemas/Error/properties/code/enum"))
                .extracting(code -> code.asInt())
                .containsExactly(100, 102, 104, 106, 107, 108, 109, 111, 112);
    }

    private static Stream<JavaMethod> methods() {
        return SERVICES.stream()
                .flatMap(service -> Configuration.classesOf(service).stream())
                .filter(type -> type.isAnnotatedWith("io.micronaut.http.annotation.Controller"))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith("io.micronaut.http.annotation.Post"));
    }

    private static String path(JavaMethod method) {
        return "/api"
                + method.getAnnotationOfType("io.micronaut.http.annotation.Post")
                        .get("value")
                        .orElseThrow();
    }

    private static JavaClass request(JavaMethod method) {
        return method.getReferencedClassObjects().stream()
                .map(ReferencedClassObject::getRawType)
                .filter(type -> type.isAssignableTo("dev.downlink.api.ApiRequest"))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JavaClass> serialized(String service) {
        return Configuration.classesOf(service).stream()
                .filter(type -> type.isAnnotatedWith("io.micronaut.serde.annotation.Serdeable$Deserializable")
                        || type.isAnnotatedWith("io.micronaut.serde.annotation.Serdeable$Serializable"))
                .filter(type -> type.getPackageName().endsWith(".api"));
    }

    /** The filter knows all codes. */
    private static boolean answersCalls(JavaClass type) {
        return type.getPackageName().endsWith(".api") && !type.getName().contains("ErrorModeFilter");
    }

    /** The name of a record, with its owner's if that is a request. */
    private static String schema(JavaClass type) {
        return type.getEnclosingClass()
                .filter(owner -> owner.isAssignableTo("dev.downlink.api.ApiRequest"))
                .map(owner -> owner.getSimpleName() + "." + type.getSimpleName())
                .orElse(type.getSimpleName());
    }

    private static Set<String> fields(JavaClass type) {
        return type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .map(OpenApiTest::name)
                .collect(toSet());
    }

    private static String name(JavaField field) {
        return field.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().getSimpleName().equals("JsonProperty"))
                .map(annotation -> String.valueOf(annotation.get("value").orElseThrow()))
                .findFirst()
                .orElse(field.getName());
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey);
    }

    private static JsonNode read() {
        try (InputStream description = OpenApiTest.class.getResourceAsStream("/api/openapi.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(description));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
