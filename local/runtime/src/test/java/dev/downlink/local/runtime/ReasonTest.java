package dev.downlink.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

final class ReasonTest {

    @Test
    void saysWhatIsWrongWithAFile() {
        assertThat(Reason.of(new AccessDeniedException("/data"))).isEqualTo("/data: permission denied");
        assertThat(Reason.of(new FileAlreadyExistsException("/data"))).isEqualTo("/data: not a folder");
        assertThat(Reason.of(new FileSystemException("/data", null, "No space left on device")))
                .isEqualTo("/data: No space left on device");
    }

    @Test
    void saysWhatIsBeneathAnUncheckedException() {
        assertThat(Reason.of(new UncheckedIOException(new IOException("a damaged file"))))
                .isEqualTo("a damaged file");
    }

    @Test
    void namesAnExceptionWithoutAMessage() {
        assertThat(Reason.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }
}
