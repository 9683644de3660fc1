package dev.downlink.local.runtime.service;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The code of ours that a function may run: its handler, the beans that Micronaut injects there, and everything these
 * call. A call of an interface may reach each implementation, so it holds rather too much than too little.
 */
final class CallGraph {

    private static final String OURS = "dev.downlink.";
    private static final String FACTORY = "io.micronaut.context.annotation.Factory";

    private final JavaClasses classes;
    private final Map<JavaCodeUnit, Set<JavaCodeUnit>> callers = new HashMap<>();
    private final Deque<JavaCodeUnit> unread = new ArrayDeque<>();

    private CallGraph(JavaClasses classes) {
        this.classes = classes;
    }

    static CallGraph from(JavaClasses classes, FunctionDescription function) {
        CallGraph graph = new CallGraph(classes);
        graph.addAllOf(classes.get(function.handler()));
        if (!function.httpRoutes().isEmpty()) {
            classes.stream()
                    .filter(type -> type.isAnnotatedWith("io.micronaut.http.annotation.Controller")
                            || type.isAnnotatedWith("io.micronaut.http.annotation.ServerFilter"))
                    .forEach(graph::addAllOf);
        }
        graph.readAll();
        return graph;
    }

    Set<JavaCodeUnit> codeUnits() {
        return Set.copyOf(callers.keySet());
    }

    Set<JavaCodeUnit> callersOf(JavaCodeUnit unit) {
        return callers.getOrDefault(unit, Set.of());
    }

    /** What a method or constructor calls or refers to. */
    static Stream<CodeUnitAccessTarget> targets(JavaCodeUnit unit) {
        return Stream.<Set<? extends JavaCodeUnitAccess<?>>>of(
                        unit.getCallsFromSelf(), unit.getCodeUnitReferencesFromSelf())
                .flatMap(Set::stream)
                .map(JavaCodeUnitAccess::getTarget);
    }

    private void readAll() {
        while (!unread.isEmpty()) {
            JavaCodeUnit caller = unread.remove();
            JavaClass owner = caller.getOwner();
            owner.getStaticInitializer().ifPresent(initializer -> add(initializer, caller));
            targets(caller)
                    .filter(target -> ours(target.getOwner()))
                    .flatMap(CallGraph::candidates)
                    .forEach(callee -> add(callee, caller));
            if (caller instanceof JavaConstructor || owner.isAnnotatedWith(FACTORY)) {
                Stream.concat(injected(caller), lookedUp(caller))
                        .flatMap(this::makers)
                        .forEach(maker -> add(maker, caller));
            }
        }
    }

    private static boolean ours(JavaClass type) {
        return type.getName().startsWith(OURS);
    }

    private static Stream<JavaCodeUnit> candidates(CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        Stream<JavaClass> types = target.getName().equals("<init>")
                ? Stream.of(owner)
                : Stream.of(Stream.of(owner), owner.getAllSubclasses().stream(), owner.getAllRawSuperclasses().stream())
                        .flatMap(each -> each);
        return types.filter(CallGraph::ours)
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(unit -> unit.getName().equals(target.getName())
                        && unit.getRawParameterTypes().size()
                                == target.getRawParameterTypes().size());
    }

    /** The types that a bean's constructor, or a factory's method, asks Micronaut for. */
    private static Stream<JavaClass> injected(JavaCodeUnit maker) {
        Stream<JavaType> fields = maker.getOwner().getFields().stream()
                .filter(field -> field.isAnnotatedWith("jakarta.inject.Inject"))
                .map(field -> field.getType());
        return Stream.concat(maker.getParameterTypes().stream(), fields)
                .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                // The bound of a type variable, or a collection: nobody asks for just any bean, or any list of beans.
                .filter(type -> !type.isEquivalentTo(Object.class) && !type.isAssignableTo(Collection.class));
    }

    /** The types that code asks the bean context for. */
    private static Stream<JavaClass> lookedUp(JavaCodeUnit caller) {
        return targets(caller).noneMatch(target -> target.getName().equals("getBean"))
                ? Stream.of()
                : caller.getReferencedClassObjects().stream().map(ReferencedClassObject::getRawType);
    }

    /** What makes a bean of the type: its constructors, those of its implementations, or a factory's method. */
    private Stream<JavaCodeUnit> makers(JavaClass type) {
        Stream<JavaCodeUnit> constructors = Stream.concat(Stream.of(type), type.getAllSubclasses().stream())
                .filter(each -> ours(each) && !each.isAnonymousClass())
                .flatMap(each -> each.getConstructors().stream());
        Stream<JavaCodeUnit> methods = classes.stream()
                .filter(each -> ours(each) && each.isAnnotatedWith(FACTORY))
                .flatMap(factory -> factory.getMethods().stream()
                        .filter(method -> method.getRawReturnType().isAssignableTo(type.getName()))
                        .flatMap(method -> Stream.concat(Stream.of(method), factory.getConstructors().stream())));
        return Stream.concat(constructors, methods);
    }

    private void addAllOf(JavaClass type) {
        Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                .filter(CallGraph::ours)
                .flatMap(each -> each.getCodeUnits().stream())
                .forEach(this::add);
    }

    private void add(JavaCodeUnit unit) {
        if (callers.putIfAbsent(unit, new LinkedHashSet<>()) == null) {
            unread.add(unit);
        }
    }

    private void add(JavaCodeUnit callee, JavaCodeUnit caller) {
        add(callee);
        if (!callee.equals(caller)) {
            callers.getOrDefault(callee, new LinkedHashSet<>()).add(caller);
        }
    }
}
