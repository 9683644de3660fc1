package dev.downlink.connectionservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenVerifierFactoryTest {

    @Test
    void takesTheKeysThatTheRulesReferTo() {
        try (ApplicationContext context = ApplicationContext.builder()
                .properties(Map.of("channels", "classpath:channels.yml"))
                .start()) {
            TokenVerifier verifier = context.getBean(TokenVerifier.class);

            assertThat(verifier.verifyConnection(Tokens.signed("{\"sub\":\"42\",\"aud\":\"downlink\"}")))
                    .isEqualTo(new Verification.Valid(new ConnectionToken("42", null, List.of())));
            assertThat(verifier.verifyConnection(Tokens.signed("{\"sub\":\"42\"}")))
                    .isInstanceOf(Verification.Invalid.class);
        }
    }
}
