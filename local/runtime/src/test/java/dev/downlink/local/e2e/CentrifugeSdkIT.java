package dev.downlink.local.e2e;

import org.junit.jupiter.api.Test;

/** The client that applications use, as it is on npm. */
final class CentrifugeSdkIT {

    @Test
    void servesTheUnmodifiedCentrifugeClient() throws Exception {
        SystemUnderTest system = SystemUnderTest.shared();

        NodeScript.run("sdk.cjs", system.webSocket(""), system.http(""));
    }
}
