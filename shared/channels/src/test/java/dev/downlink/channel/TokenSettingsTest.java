package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.channel.ChannelRules.TokenKeys;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSettingsTest {

    @Test
    void readsEverySetting() {
        assertThat(read("""
                hmac_secret: env:A, hmac_previous_secret: env:B, hmac_previous_secret_valid_until: 1800000000,
                rsa_public_key: env:C, ecdsa_public_key: env:D, jwks_url: "http://localhost/keys", audience: a,
                audience_regex: "^a$", issuer: i, issuer_regex: "^i", user_id_claim: user_id, development: true"""))
                .isEqualTo(new TokenKeys(
                        new Reference("env:A"),
                        new Reference("env:C"),
                        new Reference("env:D"),
                        "http://localhost/keys",
                        "a",
                        "i",
                        new Reference("env:B"),
                        Instant.ofEpochSecond(1_800_000_000),
                        "^a$",
                        "^i",
                        "user_id",
                        true));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jwks_url: "http://login.example.com/keys"   | jwks_url is "http://login.example.com/keys"; expected an https URL such as https://login.example.com/jwks.json
            jwks_url: "ftp://a/b", development: true    | jwks_url is "ftp://a/b"; expected an https URL such as https://login.example.com/jwks.json
            hmac_previous_secret: env:B                 | hmac_secret is missing; expected a reference, as hmac_previous_secret is set
            hmac_previous_secret_valid_until: soon      | hmac_previous_secret_valid_until is "soon"; expected a whole number from 0 to 2147483647
            user_id_claim: user-id                      | user_id_claim is "user-id"; expected the name of a claim: letters and '_'
            development: 1                              | development is 1; expected true or false
            """)
    void refusesAWrongSetting(String settings, String complaint) {
        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("channels.yml: token." + complaint);
    }

    @Test
    void refusesAnExpressionThatIsNotOfRe2() {
        assertThatThrownBy(() -> read("audience_regex: \"(\""))
                .hasMessageStartingWith("channels.yml: token.audience_regex is");
    }

    private static TokenKeys read(String settings) {
        return ChannelRulesLoader.load("{namespaces: {chat: {}}, lobby: chat:lobby, token: {%s}}".formatted(settings))
                .tokenKeys();
    }
}
