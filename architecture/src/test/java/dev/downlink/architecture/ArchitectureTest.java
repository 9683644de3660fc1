package dev.downlink.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;

/** The middle knows no AWS, adapters (the packages beneath it) know nobody but the middle, and nothing goes in circles. */
@AnalyzeClasses(locations = SharedModules.class, importOptions = ArchitectureTest.Written.class)
class ArchitectureTest {

    /** Leaves out the bean definitions that Micronaut generates. */
    static final class Written implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/$");
        }
    }

    private static final String[] MIDDLE = {
        "dev.downlink.concurrent",
        "dev.downlink.time",
        "dev.downlink.metrics",
        "dev.downlink.protocol",
        "dev.downlink.channel",
        "dev.downlink.connection",
        "dev.downlink.history",
        "dev.downlink.ledger",
        "dev.downlink.delivery",
        "dev.downlink.delivery.post",
        "dev.downlink.publish",
        "dev.downlink.session",
        "dev.downlink.cron",
        "dev.downlink.schedule"
    };

    @ArchTest
    static final ArchRule THE_MIDDLE_KNOWS_NO_AWS = noClasses()
            .that()
            .resideInAnyPackage(MIDDLE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon..",
                    "com.amazonaws..",
                    "io.micronaut.function..",
                    "dev.downlink.aws..",
                    "dev.downlink.function..");

    @ArchTest
    static final ArchRule THE_PROTOCOL_KNOWS_ONLY_JSON = classes()
            .that()
            .resideInAPackage("dev.downlink.protocol")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.downlink.protocol", "java..", "com.fasterxml.jackson.core..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule THE_RULES_KNOW_ONLY_THE_PROTOCOL = noClasses()
            .that()
            .resideInAPackage("dev.downlink.channel..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.downlink..")
                    .and(not(resideInAPackage("dev.downlink.channel..")))
                    .and(not(resideInAPackage("dev.downlink.protocol"))));

    @ArchTest
    static final ArchRule ADAPTERS_ARE_NOT_PUBLIC = classes()
            .that()
            .resideInAnyPackage(
                    "dev.downlink.function.*..",
                    "dev.downlink.connection.*..",
                    "dev.downlink.history.*..",
                    "dev.downlink.ledger.*..",
                    "dev.downlink.schedule.*..",
                    "dev.downlink.delivery.*..")
            .and(not(resideInAnyPackage(MIDDLE)))
            .and()
            .areTopLevelClasses()
            .and()
            // The delivery ledger keeps its state of shard 0 in the head items.
            .doNotHaveFullyQualifiedName("dev.downlink.history.dynamodb.HeadItems")
            .should()
            .notBePublic();

    @ArchTest
    static final ArchRule THE_MIDDLE_KNOWS_NO_ADAPTER = noClasses()
            .that()
            .resideInAnyPackage(MIDDLE)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.downlink..").and(not(resideInAnyPackage(MIDDLE))));

    @ArchTest
    static final ArchRule PACKAGES_GO_IN_NO_CIRCLES =
            slices().matching("dev.downlink.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_READS_THE_TIME_PAST_THE_CLOCK = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");
}
