package dev.downlink.local.kinesis;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class KinesisJsonTest extends KinesisContract {

    @BeforeAll
    static void speakJson() {
        System.setProperty("aws.cborEnabled", "false");
    }

    @AfterAll
    static void speakCborAgain() {
        System.clearProperty("aws.cborEnabled");
    }
}
