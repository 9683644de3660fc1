package dev.downlink.schedulerservice.api;

import static dev.downlink.TestBeans.bean;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.downlink.TestClock;
import dev.downlink.api.ApiHandler;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.function.TestContext;
import dev.downlink.schedule.InMemorySchedules;
import dev.downlink.schedule.Schedules;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.ServiceLoader;

/** The API's function over schedules in memory, by the local environment's rules. */
final class ApiFixture implements AutoCloseable {

    final TestClock clock = new TestClock();
    final InMemorySchedules schedules = new InMemorySchedules();

    private final ApplicationContext context;
    private final ApiHandler function;

    ApiFixture() {
        context = ApplicationContext.builder()
                .beanDefinitions(
                        bean(Clock.class, clock),
                        bean(Schedules.class, schedules),
                        bean(ChannelRules.class, ChannelRulesLoader.load(resource("/channels.yml"))))
                .start();
        function = new ApiHandler(context);
    }

    /** The body of the answer to a call with the API key. */
    String call(String method, String body) {
        return handle(method, body, "test-key").getBody();
    }

    /** As API Gateway hands a request over. */
    APIGatewayV2HTTPResponse handle(String method, String body, String key) {
        String json =
                resource("/events/http-call.json").replace("METHOD", method).replace("KEY", key);
        APIGatewayV2HTTPEvent event = ServiceLoader.load(CustomPojoSerializer.class)
                .findFirst()
                .orElseThrow()
                .fromJson(json, APIGatewayV2HTTPEvent.class);
        // API Gateway leaves an empty body out.
        event.setBody(body.isEmpty() ? null : body);
        return function.handleRequest(event, new TestContext(29_000));
    }

    @Override
    public void close() {
        context.close();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ApiFixture.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
