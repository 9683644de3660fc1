package dev.downlink.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.downlink.channel.ChannelName;
import dev.downlink.delivery.FanOutTask;
import dev.downlink.delivery.FanOutTrigger;
import dev.downlink.ledger.ChannelShard;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaFanOutTriggerTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();

    private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0";
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    /** What the SDK hands on where it runs in Lambda, which it knows by AWS_LAMBDA_FUNCTION_NAME: see the POM. */
    @BeforeEach
    void beInATrace() {
        System.setProperty(TRACE_PROPERTY, TRACE);
    }

    @AfterEach
    void leaveIt() {
        System.clearProperty(TRACE_PROPERTY);
    }

    @Test
    void invokesTheFanOutFunctionAsynchronously() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.add(exchange.getRequestURI().getPath()
                    + " "
                    + exchange.getRequestHeaders().getFirst("X-Amz-Invocation-Type")
                    + " "
                    + exchange.getRequestHeaders().getFirst("X-Amzn-Trace-Id")
                    + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
        try (ApplicationContext context = ApplicationContext.run(Map.of(
                "fan.out.function",
                "downlink-fan-out",
                "aws.region",
                "us-east-1",
                "aws.access-key-id",
                "local",
                "aws.secret-key",
                "local",
                "aws.services.lambda.endpoint-override",
                "http://localhost:" + server.getAddress().getPort()))) {
            context.getBean(FanOutTrigger.class)
                    .start(new FanOutTask.CatchUp(new ChannelShard(new ChannelName("chat:lobby"), 2)));
        } finally {
            server.stop(0);
        }

        assertThat(calls)
                .containsExactly("/2015-03-31/functions/downlink-fan-out/invocations Event "
                        + TRACE
                        + " {\"catchUp\":{\"channel\":\"chat:lobby\",\"shard\":2}}");
    }
}
