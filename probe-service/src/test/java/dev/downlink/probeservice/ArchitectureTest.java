package dev.downlink.probeservice;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import dev.downlink.service.ServiceArchitecture;

@AnalyzeClasses(packages = "dev.downlink.probeservice", importOptions = ServiceArchitecture.Written.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests RULES = ArchTests.in(ServiceArchitecture.class);
}
