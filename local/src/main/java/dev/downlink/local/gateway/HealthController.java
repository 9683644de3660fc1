package dev.downlink.local.gateway;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.Map;

/** Says that the gateway answers. */
@Controller("/health")
final class HealthController {

    @Get
    Map<String, String> health() {
        return Map.of("status", "UP");
    }
}
