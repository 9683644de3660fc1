package dev.downlink.local.lambda;

import static dev.downlink.local.lambda.LambdaFixture.function;
import static dev.downlink.local.lambda.LambdaFixture.settings;
import static dev.downlink.local.lambda.LambdaFixture.text;
import static dev.downlink.local.lambda.LambdaFixture.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LocalLambdaTest {

    private Path work;

    private LambdaFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        work = directory;
        FunctionConfiguration probe = function("probe", work);
        fixture = new LambdaFixture(
                settings(work),
                probe,
                with(function("hasty", work), Duration.ofSeconds(1), null, Map.of()),
                with(function("single", work), probe.timeout(), 1, Map.of()),
                with(function("broken", work), probe.timeout(), null, Map.of("FAIL_INIT", "yes")));
    }

    @AfterAll
    void stop() throws IOException {
        fixture.close();
    }

    @Test
    void returnsWhatTheFunctionReturns() {
        assertThat(fixture.call("probe", "hi")).isEqualTo("hi");
    }

    @Test
    void keepsAnEnvironmentWarm() {
        String pid = fixture.call("probe", "pid");

        assertThat(fixture.call("probe", "pid")).isEqualTo(pid);
    }

    @Test
    void givesTheFunctionItsEnvironmentAndContext() {
        assertThat(fixture.call("probe", "env GREETING")).isEqualTo("hello");
        assertThat(fixture.call("probe", "env AWS_LAMBDA_FUNCTION_NAME")).isEqualTo("probe");
        assertThat(fixture.call("probe", "env AWS_ENDPOINT_URL")).isEqualTo("http://localhost:4566");
        assertThat(fixture.call("probe", "env AWS_ENDPOINT_URL_DYNAMODB")).isEqualTo("http://localhost:8000");
        assertThat(fixture.call("probe", "env HOME")).isEqualTo("null");
        assertThat(fixture.call("probe", "request"))
                .matches("[0-9a-f-]{36} arn:aws:lambda:us-east-1:000000000000:function:probe");
        assertThat(Integer.parseInt(fixture.call("probe", "remaining"))).isBetween(10_000, 20_000);
    }

    @Test
    void reportsWhatTheFunctionThrows() {
        assertThat(fixture.call("probe", "throw"))
                .startsWith("error ")
                .contains("\"errorMessage\":\"boom!\"", "\"errorType\":\"java.lang.IllegalStateException\"");
    }

    @Test
    void killsAnEnvironmentThatTakesTooLong() {
        String pid = fixture.call("hasty", "pid");

        assertThat(fixture.call("hasty", "sleep 30000"))
                .contains("Sandbox.Timedout", "Error: Task timed out after 1.00 seconds");
        await().until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
        assertThat(fixture.call("hasty", "pid")).isNotEqualTo(pid);
    }

    @Test
    void reportsAProcessThatEndsInMidInvocation() {
        assertThat(fixture.call("probe", "exit 0"))
                .contains("Runtime.ExitError", "Error: Runtime exited without providing a reason");
        assertThat(fixture.call("probe", "exit 3")).contains("Runtime exited with error: exit status 3");
        assertThat(fixture.call("probe", "again")).isEqualTo("again");
    }

    @Test
    void reportsAFunctionThatCannotStart() {
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        var logger = (Logger) LoggerFactory.getLogger(EnvironmentLog.class);
        logger.addAppender(lines);
        try {
            assertThat(fixture.call("broken", "hi")).contains("no start today");
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .startsWith("broken did not start: ")
                        .contains("no start today")
                        .endsWith("(see " + work.resolve("logs/broken.log") + ")"));
    }

    @Test
    void startsSomeFunctionsBeforeAllOthers() throws IOException {
        FunctionConfiguration function = function("first", work);
        FunctionConfiguration first = with(function, function.timeout(), null, Map.of("INIT_MILLIS", "1000"));
        try (LambdaFixture own = new LambdaFixture(settings(work), first, function("other", work))) {
            own.lambda.startFirst(List.of("first"));

            Instant other = startOf(own.call("other", "pid"));

            assertThat(other).isAfter(startOf(own.call("first", "pid")).plusMillis(900));
        }
    }

    private static Instant startOf(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow()
                .info()
                .startInstant()
                .orElseThrow();
    }

    @Test
    void refusesAResponseThatIsTooLarge() {
        assertThat(fixture.call("probe", "large 6291557")).contains("Function.ResponseSizeTooLarge");
        assertThat(fixture.call("probe", "large 6291000")).hasSize(6_291_000);
    }

    @Test
    void runsOneInvocationPerEnvironmentAndLetsTheRestWaitInOrder() {
        List<CompletableFuture<InvocationResult>> busy = Stream.of("sleep 400", "sleep 400")
                .map(event -> fixture.invoke("probe", event))
                .toList();
        List<CompletableFuture<InvocationResult>> waiting = Stream.of("pid", "pid", "pid", "pid")
                .map(event -> fixture.invoke("probe", event))
                .toList();

        assertThat(waiting.stream().map(each -> text(each.join())).distinct()).hasSizeLessThanOrEqualTo(2);
        assertThat(busy).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ofSeconds(20)));
    }

    @Test
    void throttlesBeyondTheReservedConcurrency() {
        CompletableFuture<InvocationResult> first = fixture.invoke("single", "sleep 300");

        assertThat(fixture.call("single", "hi")).isEqualTo("throttled");
        assertThat(first.thenApply(LambdaFixture::text))
                .succeedsWithin(Duration.ofSeconds(20))
                .isEqualTo("sleep 300");
        assertThat(fixture.call("single", "hi")).isEqualTo("hi");
    }

    @Test
    void throttlesBeyondTheConcurrencyOfAnAccount() throws IOException {
        try (LambdaFixture own = new LambdaFixture(
                settings(work), with(function("busy", work), Duration.ofSeconds(20), null, Map.of()))) {
            List<CompletableFuture<InvocationResult>> accepted = Stream.generate(() -> own.invoke("busy", "sleep 1"))
                    .limit(1_000)
                    .toList();

            assertThat(own.call("busy", "hi")).isEqualTo("throttled");
            assertThat(accepted)
                    .allSatisfy(each -> assertThat(each.thenApply(LambdaFixture::text))
                            .succeedsWithin(Duration.ofSeconds(20))
                            .isEqualTo("sleep 1"));
            assertThat(own.call("busy", "hi")).isEqualTo("hi");
        }
    }

    @Test
    void endsItsProcessesBeforeItIsClosed() throws IOException {
        String pid;
        try (LambdaFixture own = new LambdaFixture(settings(work), function("ended", work))) {
            pid = own.call("ended", "pid");
        }

        assertThat(ProcessHandle.of(Long.parseLong(pid))).isEmpty();
    }

    @Test
    void knowsItsFunctions() {
        assertThat(fixture.call("none", "hi")).isEqualTo("not found");
    }

    @Test
    void logsLikeLambda() {
        fixture.call("probe", "print something");

        await().untilAsserted(() -> assertThat(Files.readString(work.resolve("logs/probe.log")))
                .containsPattern(
                        "START RequestId: \\S{36} Version: \\$LATEST\n(something\n)?END RequestId: \\S{36}\n(something\n)?REPORT RequestId: \\S{36}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\t")
                .contains("something\n", "\tInit Duration: "));
    }
}
