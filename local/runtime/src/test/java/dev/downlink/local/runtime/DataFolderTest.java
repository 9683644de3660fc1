package dev.downlink.local.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {

    @Test
    void isHeldByOneRuntimeAtATime(@TempDir Path directory) throws IOException {
        DataFolder first = DataFolder.lock(directory.resolve("data"));

        assertThatThrownBy(() -> DataFolder.lock(directory.resolve("data")))
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve("data") + " is in use by another ./downlink");

        first.close();
        DataFolder.lock(directory.resolve("data")).close();
    }
}
