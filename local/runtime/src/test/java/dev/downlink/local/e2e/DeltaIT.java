package dev.downlink.local.e2e;

import org.junit.jupiter.api.Test;

/** Changes in place of whole publications, decoded by the client that applications use. */
final class DeltaIT {

    private final SystemUnderTest system = SystemUnderTest.shared();

    @Test
    void theClientDecodesEveryChange() throws Exception {
        NodeScript.run("delta.cjs", system.webSocket(""), system.http(""), 30);
    }
}
