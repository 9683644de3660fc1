package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagsFilterTest {

    /** Each row: a leaf; whether it matches the tag absent, empty, "a", "ab", "10", "2.50". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "cmp":"eq","val":"a"                | false | false | true  | false | false | false
            "cmp":"neq","val":"a"               | true  | true  | false | true  | true  | true
            "cmp":"in","vals":["a","10"]        | false | false | true  | false | true  | false
            "cmp":"in","vals":["a",""]          | true  | true  | true  | false | false | false
            "cmp":"nin","vals":["a","10"]       | true  | true  | false | true  | false | true
            "cmp":"nin","vals":["a",""]         | false | false | false | true  | true  | true
            "cmp":"ex"                          | false | true  | true  | true  | true  | true
            "cmp":"nex"                         | true  | false | false | false | false | false
            "cmp":"sw","val":"a"                | false | false | true  | true  | false | false
            "cmp":"ew","val":"b"                | false | false | false | true  | false | false
            "cmp":"ct","val":"A"                | false | false | false | false | false | false
            "cmp":"ct","val":"."                | false | false | false | false | false | true
            "cmp":"gt","val":"2.5"              | false | false | false | false | true  | false
            "cmp":"gte","val":"2.5"             | false | false | false | false | true  | true
            "cmp":"lt","val":"10.0"             | false | false | false | false | false | true
            "cmp":"lte","val":"+10.0"           | false | false | false | false | true  | true
            "cmp":"gt","val":"1e0"              | false | false | false | false | false | false
            "cmp":"lte","val":"x"               | false | false | false | false | false | false
            """)
    void comparesATag(
            String leaf, boolean absent, boolean empty, boolean a, boolean ab, boolean ten, boolean twoAndAHalf) {
        TagsFilter filter = filter("{\"key\":\"k\"," + leaf + "}");

        assertThat(filter.matches(Map.of("other", "a"))).isEqualTo(absent);
        assertThat(filter.matches(Map.of("k", ""))).isEqualTo(empty);
        assertThat(filter.matches(Map.of("k", "a"))).isEqualTo(a);
        assertThat(filter.matches(Map.of("k", "ab"))).isEqualTo(ab);
        assertThat(filter.matches(Map.of("k", "10"))).isEqualTo(ten);
        assertThat(filter.matches(Map.of("k", "2.50"))).isEqualTo(twoAndAHalf);
    }

    @Test
    void combinesFilters() {
        TagsFilter filter = filter("""
                {"op":"and","nodes":[{"key":"ticker","cmp":"eq","val":"AAPL"},
                {"op":"not","nodes":[{"op":"or","nodes":[{"key":"venue","cmp":"in","vals":["X","Y"]},{"key":"test","cmp":"ex"}]}]}]}""");

        assertThat(filter.matches(Map.of("ticker", "AAPL"))).isTrue();
        assertThat(filter.matches(Map.of("ticker", "AAPL", "venue", "Z"))).isTrue();
        assertThat(filter.matches(Map.of("ticker", "AAPL", "venue", "X"))).isFalse();
        assertThat(filter.matches(Map.of("ticker", "AAPL", "test", ""))).isFalse();
        assertThat(filter.matches(Map.of("venue", "Z"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"op\":\"\",\"key\":\"k\",\"cmp\":\"eq\",\"val\":\"v\",\"vals\":[]}",
                "{\"key\":\"k\",\"cmp\":\"in\",\"val\":\"\",\"vals\":[\"v\"]}",
                "{\"cmp\":\"ex\"}",
                "{\"key\":\"k\",\"cmp\":\"nex\",\"nodes\":[{\"op\":\"none\"}]}",
                "{\"op\":\"not\",\"key\":\"k\",\"cmp\":\"none\",\"nodes\":[{\"cmp\":\"ex\"}]}"
            })
    void acceptsWhatTheReferenceAccepts(String text) {
        assertThat(read(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "5",
                "{\"op\":\"xor\",\"nodes\":[{\"cmp\":\"ex\"}]}",
                "{\"op\":\"and\"}",
                "{\"op\":\"or\",\"nodes\":[]}",
                "{\"op\":\"not\",\"nodes\":[]}",
                "{\"op\":\"not\",\"nodes\":[{\"cmp\":\"ex\"},{\"cmp\":\"ex\"}]}",
                "{\"op\":\"and\",\"nodes\":[{\"cmp\":\"ex\"},{}]}",
                "{\"op\":\"and\",\"nodes\":[null]}",
                "{\"op\":\"and\",\"nodes\":[5]}",
                "{\"op\":\"and\",\"nodes\":{}}",
                "{\"key\":\"k\"}",
                "{\"key\":\"k\",\"cmp\":\"like\",\"val\":\"v\"}",
                "{\"key\":\"k\",\"cmp\":\"EQ\",\"val\":\"v\"}",
                "{\"key\":\"k\",\"cmp\":\"eq\"}",
                "{\"key\":\"k\",\"cmp\":\"eq\",\"val\":\"\"}",
                "{\"cmp\":\"eq\",\"val\":\"v\"}",
                "{\"key\":\"\",\"cmp\":\"eq\",\"val\":\"v\"}",
                "{\"key\":\"k\",\"cmp\":\"eq\",\"val\":\"v\",\"vals\":[\"v\"]}",
                "{\"key\":\"k\",\"cmp\":\"eq\",\"val\":5}",
                "{\"key\":\"k\",\"cmp\":\"in\"}",
                "{\"key\":\"k\",\"cmp\":\"in\",\"vals\":[]}",
                "{\"key\":\"k\",\"cmp\":\"in\",\"vals\":[5]}",
                "{\"key\":\"k\",\"cmp\":\"in\",\"vals\":[null]}",
                "{\"key\":\"k\",\"cmp\":\"nin\",\"val\":\"v\",\"vals\":[\"v\"]}",
                "{\"key\":\"k\",\"cmp\":\"ex\",\"val\":\"v\"}",
                "{\"key\":\"k\",\"cmp\":\"nex\",\"vals\":[\"v\"]}",
                "{\"key\":\"k\",\"cmp\":\"gt\",\"vals\":[\"1\"]}",
                "{\"key\":\"k\",\"key\":\"l\",\"cmp\":\"ex\"}"
            })
    void refusesWhatTheReferenceRefuses(String text) {
        assertThat(read(text)).isFalse();
    }

    @Test
    void limitsItsDepth() {
        assertThat(read(nested(TagsFilter.MAX_DEPTH))).isTrue();
        assertThat(read(nested(TagsFilter.MAX_DEPTH + 1))).isFalse();
        assertThat(read(nested(400))).isFalse();
    }

    @Test
    void limitsItsNodesAndValues() {
        assertThat(read(values(TagsFilter.MAX_SIZE - 1))).isTrue();
        assertThat(read(values(TagsFilter.MAX_SIZE))).isFalse();
        assertThat(read(nodes(TagsFilter.MAX_SIZE - 1))).isTrue();
        assertThat(read(nodes(TagsFilter.MAX_SIZE))).isFalse();
    }

    @Test
    void doesNotParseEndlessNumbers() {
        TagsFilter filter = filter("{\"key\":\"k\",\"cmp\":\"gt\",\"val\":\"1\"}");

        assertThat(filter.matches(Map.of("k", "9".repeat(200)))).isTrue();
        assertThat(filter.matches(Map.of("k", "9".repeat(201)))).isFalse();
        assertThat(filter.matches(Map.of("k", "9." + "0".repeat(20)))).isFalse();
    }

    @Property(tries = 500)
    void isReadAsItIsWritten(@ForAll("filters") TagsFilter filter) {
        assertThat(TagsFilter.read(filter.json())).contains(filter);
    }

    @Provide
    Arbitrary<TagsFilter> filters() {
        return Arbitraries.randomValue(random -> new RandomWire(random, Dialect.CENTRIFUGE).filter());
    }

    private static String nested(int depth) {
        return "{\"op\":\"not\",\"nodes\":[".repeat(depth - 1) + "{\"cmp\":\"ex\"}" + "]}".repeat(depth - 1);
    }

    private static String values(int count) {
        return "{\"key\":\"k\",\"cmp\":\"in\",\"vals\":[\"v\"" + ",\"v\"".repeat(count - 1) + "]}";
    }

    private static String nodes(int count) {
        return "{\"op\":\"or\",\"nodes\":[{\"cmp\":\"ex\"}" + ",{\"cmp\":\"ex\"}".repeat(count - 1) + "]}";
    }

    private static boolean read(String text) {
        return TagsFilter.read(new Json(text)).isPresent();
    }

    private static TagsFilter filter(String text) {
        return TagsFilter.read(new Json(text)).orElseThrow();
    }
}
