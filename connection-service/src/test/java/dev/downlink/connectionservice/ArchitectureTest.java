package dev.downlink.connectionservice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.downlink.service.ServiceArchitecture;

@AnalyzeClasses(packages = "dev.downlink.connectionservice", importOptions = ServiceArchitecture.Written.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests RULES = ArchTests.in(ServiceArchitecture.class);

    @ArchTest
    static final ArchRule TOKENS_KNOW_NOTHING_OF_SESSIONS = noClasses()
            .that()
            .resideInAPackage("..connectionservice.token..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.downlink.connectionservice", "dev.downlink.connection..");
}
