package dev.downlink.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

final class LineLoggerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    private final List<String> lines = new ArrayList<>();

    @AfterEach
    void forgetTheTrace() {
        System.clearProperty(JsonFormat.TRACE_PROPERTY);
    }

    @Test
    void writesOneJsonObjectALine() {
        json("dev.downlink.a.B", Level.INFO)
                .atWarn()
                .addKeyValue("channel", "chat:\"lobby\"")
                .addKeyValue("offset", 7L)
                .addKeyValue("message", "its own")
                .log("refused {}\nonce", "it");

        assertThat(lines)
                .containsExactly(
                        "{\"timestamp\":\"2026-11-21T12:00:00Z\",\"level\":\"WARN\",\"logger\":\"dev.downlink.a.B\","
                                + "\"message\":\"refused it\\nonce\",\"channel\":\"chat:\\\"lobby\\\"\",\"offset\":7,"
                                + "\"message_\":\"its own\"}");
    }

    @Test
    void writesWhatFailedInTheSameLine() {
        json("dev.downlink.a.B", Level.INFO).error("no answer from {}", "it", new IllegalStateException("closed"));

        assertThat(lines)
                .singleElement()
                .asString()
                .contains("\"message\":\"no answer from it\",\"error\":\"java.lang.IllegalStateException: closed\",")
                .contains(
                        "\"stackTrace\":\"java.lang.IllegalStateException: closed\\n\\tat dev.downlink.logging.LineLoggerTest.")
                .doesNotContain("\n");
    }

    @Test
    void namesTheTraceOfTheInvocation() {
        System.setProperty(
                JsonFormat.TRACE_PROPERTY,
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");

        json("dev.downlink.a.B", Level.INFO).info("done");

        assertThat(lines).singleElement().asString().endsWith(",\"traceId\":\"1-5759e988-bd862e3fe1be46a994272793\"}");
    }

    @Test
    void logsOursFromTheLevelOfTheFunctionAndOthersFromWarn() {
        json("dev.downlink.a.B", Level.DEBUG).debug("ours");
        json("io.micronaut.X", Level.DEBUG).info("others'");
        json("io.micronaut.X", Level.DEBUG).warn("others' warning");
        json("dev.downlink.a.B", Level.ERROR).warn("ours, too low");
        json("io.micronaut.X", Level.ERROR).warn("others', too low");

        assertThat(lines).hasSize(2);
        assertThat(List.of(LineLogger.level(null), LineLogger.level("debug"), LineLogger.level("FATAL")))
                .containsExactly(Level.INFO, Level.DEBUG, Level.ERROR);
    }

    @Test
    void writesTextForPeopleElsewhere() {
        new LineLogger("dev.downlink.a.B", Level.INFO, new TextFormat(), lines::add)
                .atInfo()
                .addKeyValue("channel", "chat:lobby")
                .log("delivered {}", 3);

        assertThat(lines).containsExactly("INFO dev.downlink.a.B - channel=chat:lobby delivered 3");
    }

    @Test
    void isWhatFunctionsLogWith() {
        assertThat(LoggerFactory.getLogger("dev.downlink.x")).isInstanceOf(LineLogger.class);
    }

    private LineLogger json(String name, Level level) {
        return new LineLogger(name, level, new JsonFormat(CLOCK), lines::add);
    }
}
