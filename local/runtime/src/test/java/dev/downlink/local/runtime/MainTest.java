package dev.downlink.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {

    private static final String RULES = "../channels.yml";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port=0             | --port 0: expected a port from 1 to 65535
            --aws-port=70000     | --aws-port 70000: expected a port from 1 to 65535
            --demo-speed=NaN     | --demo-speed NaN: expected a number above 0
            --demo-speed=Infinity | --demo-speed Infinity: expected a number above 0
            --demo-speed=0       | --demo-speed 0.0: expected a number above 0
            --max-environments=0 | --max-environments 0: expected 1 or more
            --port=x             | Invalid value for option '--port': 'x' is not an int
            --colour             | Unknown option: '--colour'
            """)
    void refusesAWrongOptionInOneLine(String option, String complaint) {
        assertThat(refused("--channels=" + RULES, option)).isEqualTo("downlink: " + complaint);
    }

    @Test
    void refusesRulesThatTheFunctionsWouldRefuse(@TempDir Path directory) throws IOException {
        Path rules = Files.writeString(directory.resolve("rules.yml"), "{namespaces: {chat: {}}, lobby: main}");

        assertThat(refused("--channels", rules.toString()))
                .isEqualTo("downlink: --channels " + rules + ": channels.yml: lobby is \"main\";"
                        + " expected a channel in a namespace of this file, such as chat:lobby");
    }

    @Test
    void refusesRulesThatAreNoFile(@TempDir Path directory) {
        Path missing = directory.resolve("none.yml");

        assertThat(refused("--channels", directory.toString()))
                .startsWith("downlink: --channels " + directory + ": ")
                .doesNotContain("\n");
        assertThat(refused("--channels", missing.toString()))
                .isEqualTo("downlink: --channels " + missing + ": no such file");
    }

    @Test
    void saysInOneLineWhatStopsTheStart() {
        // The tests do not run at the project's root, where the services are.
        assertThat(started("--channels=" + RULES))
                .startsWith("downlink: ")
                .endsWith("connection-service/service.yml: no such file");
    }

    private static String refused(String... arguments) {
        return printed(2, arguments);
    }

    private static String started(String... arguments) {
        return printed(1, arguments);
    }

    private static String printed(int status, String... arguments) {
        StringWriter printed = new StringWriter();
        assertThat(Main.commandLine().setErr(new PrintWriter(printed, true)).execute(arguments))
                .isEqualTo(status);
        return printed.toString().strip();
    }
}
