package dev.downlink.connectionservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "chat:* | chat:a.b | true",
                "chat:* | xchat:a | false",
                "* | chat:a | true",
                "chat:? | chat:a | true",
                "chat:? | chat:ab | false",
                "chat:[a-c] | chat:b | true",
                "chat:[!a-c] | chat:b | false",
                "chat:[!a-c] | chat:d | true",
                "{chat,news}:x | news:x | true",
                "{chat,news}:x | other:x | false",
                "a,b | a,b | true",
                "chat:\\* | chat:* | true",
                "chat:\\* | chat:a | false",
                "chat:a+ | chat:aa | false",
                "chat.a | chatxa | false",
            })
    void matchesAsCentrifugoDoes(String pattern, String name, boolean matches) {
        assertThat(Glob.read(pattern).orElseThrow().test(name)).isEqualTo(matches);
    }
}
