package dev.downlink.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/**
 * Handler, service, port, adapter: handlers know AWS's events, adapters know its SDK, the middle knows neither.
 *
 * <p>{@code @ArchTest static final ArchTests RULES = ArchTests.in(ServiceArchitecture.class);}
 */
public final class ServiceArchitecture {

    private static final String[] ADAPTERS = {"..dynamodb..", "..sqs.."};

    private ServiceArchitecture() {}

    /** Leaves out the tests, and the bean definitions that Micronaut generates. */
    public static final class Written implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return new ImportOption.DoNotIncludeTests().includes(location) && !location.contains("/$");
        }
    }

    @ArchTest
    public static final ArchRule ONLY_HANDLERS_KNOW_EVENTS = noClasses()
            .that()
            .haveSimpleNameNotEndingWith("Handler")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.downlink.function", "com.amazonaws..", "io.micronaut.function..");

    @ArchTest
    public static final ArchRule NOBODY_KNOWS_A_HANDLER = classes()
            .that()
            .haveSimpleNameEndingWith("Handler")
            .should()
            .onlyHaveDependentClassesThat()
            .haveSimpleNameEndingWith("Handler");

    @ArchTest
    public static final ArchRule ONLY_ADAPTERS_KNOW_THE_SDK = noClasses()
            .that()
            .resideOutsideOfPackages(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..");

    @ArchTest
    public static final ArchRule NOBODY_KNOWS_AN_ADAPTER = noClasses()
            .that()
            .resideOutsideOfPackages(ADAPTERS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ADAPTERS);

    @ArchTest
    public static final ArchRule NOBODY_READS_THE_TIME_PAST_THE_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
