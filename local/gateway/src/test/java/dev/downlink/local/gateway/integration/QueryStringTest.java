package dev.downlink.local.gateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QueryStringTest {

    @Test
    void splitsAtAmpersandsOnly() {
        assertThat(QueryString.of("/local?a=1;b=2&a=%3B", true)).isEqualTo(Map.of("a", List.of("1;b=2", ";")));
        assertThat(QueryString.of("a=1;2", false)).isEqualTo(Map.of("a", List.of("1;2")));
    }
}
