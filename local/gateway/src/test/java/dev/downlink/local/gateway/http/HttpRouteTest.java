package dev.downlink.local.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRouteTest {

    @ParameterizedTest
    @CsvSource({
        "GET,  /items,        GET /items",
        "PUT,  /items,        ANY /items",
        "GET,  /items/all,    GET /items/all",
        "GET,  /items/1,      GET /items/{id}",
        "GET,  /items/1/2,    ANY /items/{proxy+}",
        "POST, /items/1,      ANY /items/{proxy+}",
        "GET,  /items.,       $default",
        "GET,  /elsewhere,    $default",
    })
    void prefersTheMoreSpecificRoute(String method, String path, String key) {
        List<HttpRoute> routes = List.of(
                        "$default",
                        "ANY /items/{proxy+}",
                        "GET /items/{id}",
                        "ANY /items",
                        "GET /items/all",
                        "GET /items")
                .stream()
                .map(route -> new HttpRoute(route, "f"))
                .sorted(HttpRoute.MOST_SPECIFIC_FIRST)
                .toList();
        assertThat(routes.stream().filter(route -> route.match(method, path).isPresent()))
                .first()
                .extracting(HttpRoute::key)
                .isEqualTo(key);
    }

    @Test
    void namesThePartsOfThePath() {
        HttpRoute route = new HttpRoute("GET /{kind}/of/{rest+}", "f");
        assertThat(route.match("GET", "/birds/of/a/feather")).contains(Map.of("kind", "birds", "rest", "a/feather"));
        assertThat(route.match("GET", "/birds/of/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/items", "GET items", "get /items", ""})
    void refusesAKeyItDoesNotUnderstand(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpRoute(key, "f"))
                .withMessageContaining(key);
    }
}
