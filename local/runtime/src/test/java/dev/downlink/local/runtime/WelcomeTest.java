package dev.downlink.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WelcomeTest {

    @TempDir
    private Path home;

    @Test
    void saysWhereTheConsoleIs() throws IOException {
        Files.createDirectories(home.resolve("console/target/site"));

        assertThat(welcome()).contains("console     http://localhost:8080/\n");
    }

    @Test
    void saysThatTheConsoleWasLeftOut() {
        assertThat(welcome()).contains("console     left out: needs Node.js 20.19");
    }

    private String welcome() {
        return new Welcome(
                        new RuntimeSettings(
                                home,
                                8080,
                                4566,
                                null,
                                home.resolve("channels.yml"),
                                1,
                                2,
                                null,
                                RuntimeSettings.Times.ofAws()),
                        1)
                .text();
    }
}
