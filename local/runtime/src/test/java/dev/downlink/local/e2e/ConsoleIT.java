package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The console in a browser, with the demo running. */
final class ConsoleIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    @Test
    void showsTheTrainsMovingAndCarriesChat() throws Exception {
        assumeTrue(Files.isExecutable(CHROMIUM), "not checked: the console needs Chromium");
        Path screenshots = Files.createDirectories(SystemUnderTest.ROOT.resolve("local/runtime/target/screenshots"));
        SystemUnderTest system = SystemUnderTest.start(1);
        try {
            NodeScript.run("console.cjs", system.http("/"), screenshots);
        } finally {
            system.stop();
        }

        assertThat(screenshots.resolve("desktop.png")).isNotEmptyFile();
        assertThat(screenshots.resolve("phone.png")).isNotEmptyFile();
    }
}
