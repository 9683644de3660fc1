package dev.downlink.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FunctionLogTest {

    @Test
    void dropsWhatCannotBeWritten(@TempDir Path work) throws IOException {
        FunctionLog log = new FunctionLog(work, "f");
        log.write("first\n");
        log.close();

        assertThatCode(() -> log.write("late\n")).doesNotThrowAnyException();
        assertThat(Files.readString(log.file())).isEqualTo("first\n");
    }
}
