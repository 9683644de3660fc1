package dev.downlink.session;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.micronaut.function.aws.MicronautRequestHandler;
import java.time.Instant;

/** Handler → service → port: only handlers know AWS, and nobody knows a handler. */
@AnalyzeClasses(
        packages = "dev.downlink.session",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.Written.class})
class ArchitectureTest {

    /** Leaves out the bean definitions that Micronaut generates. */
    static final class Written implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/$");
        }
    }

    private static final String[] AWS = {
        "dev.downlink.aws..", "com.amazonaws..", "software.amazon..", "io.micronaut.function..", "..dynamodb.."
    };

    @ArchTest
    static final ArchRule ONLY_HANDLERS_KNOW_AWS = noClasses()
            .that()
            .haveSimpleNameNotContaining("Handler")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(AWS);

    @ArchTest
    static final ArchRule NOBODY_KNOWS_A_HANDLER = classes()
            .that()
            .areAssignableTo(MicronautRequestHandler.class)
            .should()
            .onlyHaveDependentClassesThat()
            .haveSimpleNameContaining("Handler");

    @ArchTest
    static final ArchRule TOKENS_KNOW_NOTHING_OF_SESSIONS = noClasses()
            .that()
            .resideInAPackage("..session.token..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.downlink.session", "dev.downlink.connection..");

    @ArchTest
    static final ArchRule NOBODY_READS_THE_TIME_PAST_THE_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
