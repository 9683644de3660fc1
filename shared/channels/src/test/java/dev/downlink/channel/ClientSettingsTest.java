package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientSettingsTest {

    @Test
    void readsEveryOption() {
        assertThat(load("""
                channel_limit: 3, allow_anonymous_connect_without_token: false, disallow_anonymous_connection_tokens: true,
                allowed_origins: ['https://*.example.com', '*'],
                subscribe_to_user_personal_channel: {enabled: true, personal_channel_namespace: own}""").client())
                .isEqualTo(new ClientRules(
                        3, false, true, new AllowedOrigins(List.of("https://*.example.com", "*")), "own"));
        assertThat(load("").client()).isEqualTo(ClientRules.DEFAULT);
    }

    @Test
    void namesPersonalChannels() {
        ClientRules rules = load("subscribe_to_user_personal_channel: {enabled: true, personal_channel_namespace: own}")
                .client();

        assertThat(rules.personalChannel("42")).contains(new ChannelName("own:#42"));
        assertThat(rules.personalChannel("")).isEmpty();
        assertThat(ClientRules.DEFAULT.personalChannel("42")).isEmpty();
    }

    @Test
    void allowsEveryOriginWithAnAsterisk() {
        assertThat(new AllowedOrigins(List.of("*")).allow("https://any.example.com:8443"))
                .isTrue();
        assertThat(new AllowedOrigins(List.of("*")).allow("null")).isTrue();
        assertThat(new AllowedOrigins(List.of("http://localhost:*")).allow("http://localhost:3000"))
                .isTrue();
        assertThat(new AllowedOrigins(List.of("https://a.com")).allow("https://aXcom"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            allowed_origins: [app.example.com] | client.allowed_origins is "app.example.com"; expected an origin such as https://app.example.com or https://*.example.com
            allowed_origins: ['https://a.com/x'] | client.allowed_origins is "https://a.com/x"; expected an origin such as https://app.example.com or https://*.example.com
            subscribe_to_user_personal_channel: {enabled: true, personal_channel_namespace: other} | client.subscribe_to_user_personal_channel.personal_channel_namespace is "other"; expected a namespace of this file
            subscribe_to_user_personal_channel: {enabled: true} | client.subscribe_to_user_personal_channel.personal_channel_namespace is missing; expected a namespace of this file
            """)
    void refusesWhatCannotWork(String options, String complaint) {
        assertThatThrownBy(() -> load(options)).hasMessage("channels.yml: " + complaint);
    }

    private static ChannelRules load(String client) {
        return ChannelRulesLoader.load("{namespaces: {own: {}}, client: {%s}}".formatted(client));
    }
}
