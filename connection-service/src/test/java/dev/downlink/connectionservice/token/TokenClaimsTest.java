package dev.downlink.connectionservice.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.downlink.channel.ChannelName;
import dev.downlink.connectionservice.token.SubscriptionOptions.Overrides;
import dev.downlink.protocol.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All claims of centrifuge-protocol, sections 1.1 and 1.4. */
class TokenClaimsTest {

    private static final long NOW_EPOCH_SECONDS = 1_800_000_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW_EPOCH_SECONDS), ZoneOffset.UTC);
    private static final TokenVerifier VERIFIER = Tokens.verifier(CLOCK);

    @Test
    void readsEveryClaimOfAConnectionToken() {
        assertThat(connection("""
                {"sub":"42","info":{"name":"Ada"},"meta":{"tenant":"a"},"exp":1800000060,"channels":["ignored"],
                "subs":{"news":{"info":1,"b64info":"eyJhIjogMX0=","data":{"welcome":1},
                "override":{"presence":{"value":false},"join_leave":{"value":true},"force_push_join_leave":{},
                "force_recovery":{"value":true},"force_positioning":null}},"chat:a":null}}"""))
                .isEqualTo(new ConnectionToken(
                        "42",
                        new Json("{\"name\":\"Ada\"}"),
                        List.of(new ChannelName("news"), new ChannelName("chat:a")),
                        Map.of(
                                new ChannelName("news"),
                                new SubscriptionOptions(
                                        new Json("{\"a\":1}"),
                                        new Json("{\"welcome\":1}"),
                                        new Overrides(false, true, null, true, null))),
                        new Json("{\"news\":{\"info\":1,\"b64info\":\"eyJhIjogMX0=\",\"data\":{\"welcome\":1},"
                                + "\"override\":{\"presence\":{\"value\":false},\"join_leave\":{\"value\":true},"
                                + "\"force_push_join_leave\":{},\"force_recovery\":{\"value\":true},"
                                + "\"force_positioning\":null}},\"chat:a\":null}"),
                        new Json("{\"tenant\":\"a\"}"),
                        Instant.ofEpochSecond(1_800_000_060)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                              |
            {"exp":1800000060.9}                            | 1800000060
            {"exp":1800000060,"expire_at":1800009999}       | 1800009999
            {"exp":1800000060,"expire_at":0}                |
            {"expire_at":1799999999}                        | 1799999999
            {"expire_at":1e18}                              | 253402300799
            """)
    void tellsWhenTheConnectionExpires(String claims, @Nullable Long epochSeconds) {
        assertThat(connection(claims).expiresAt())
                .isEqualTo(epochSeconds == null ? null : Instant.ofEpochSecond(epochSeconds));
    }

    @Test
    void refusesASubscriptionTokenAsAConnectionToken() {
        assertThat(VERIFIER.verifyConnection(Tokens.signed("{\"sub\":\"42\",\"channel\":\"chat:a\"}")))
                .isInstanceOf(Verification.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b64info\":\"%%%\"}",
                "{\"b64info\":\"e30\",\"info\":5,\"meta\":5}",
                "{\"b64info\":\"bm8ganNvbg==\"}",
                "{\"meta\":[]}",
                "{\"expire_at\":-1}",
                "{\"expire_at\":\"soon\"}",
                "{\"channel\":5}",
                "{\"subs\":{\"a\":{\"override\":{\"presence\":{\"value\":1}}}}}",
                "{\"subs\":{\"a\":{\"override\":{\"history_size\":{\"value\":true}}}}}",
                "{\"subs\":{\"a\":{\"b64data\":\"%\"}}}"
            })
    void refusesClaimsOfTheWrongShape(String claims) {
        assertThat(VERIFIER.verifyConnection(Tokens.signed(claims))).isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void readsEveryClaimOfASubscriptionToken() {
        assertThat(subscription("""
                {"sub":"42","channel":"$chat:a","client":"c1","exp":1800000060,"info":{"role":"host"},"b64data":"W10=",
                "override":{"force_positioning":{"value":true}}}"""))
                .isEqualTo(new SubscriptionVerification.Valid(new SubscriptionToken(
                        new SubscriptionOptions(
                                new Json("{\"role\":\"host\"}"),
                                new Json("[]"),
                                new Overrides(null, null, null, null, true)),
                        Instant.ofEpochSecond(1_800_000_060))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"channel":"$chat:a","sub":"42"}                      | Valid
            {"channel":"$chat:a","sub":"42","client":""}          | Valid
            {"channel":"$chat:a","sub":"42","expire_at":1}        | Valid
            {"channel":"$chat:a","sub":"42","exp":1800000000}     | Expired
            {"channel":"$chat:a","sub":"42","nbf":1800000031}     | Expired
            {"channel":"$chat:b","sub":"42"}                      | Foreign
            {"sub":"42"}                                          | Foreign
            {"channel":"$chat:a","sub":"7"}                       | Foreign
            {"channel":"$chat:a"}                                 | Foreign
            {"channel":"$chat:a","sub":"42","client":"c2"}        | Foreign
            {"channel":"$chat:a","sub":42}                        | Invalid
            """)
    void tellsForWhomASubscriptionTokenIs(String claims, String result) {
        assertThat(subscription(claims).getClass().getSimpleName()).isEqualTo(result);
    }

    @Test
    void tellsABadSubscriptionTokenFromOneThatCannotBeVerified() {
        assertThat(VERIFIER.verifySubscription("a.b.c", "$chat:a", "42", "c1"))
                .isInstanceOf(SubscriptionVerification.Invalid.class);
        assertThat(Tokens.unreachable(CLOCK).verifySubscription(Tokens.signed("{}"), "$chat:a", "42", "c1"))
                .isInstanceOf(SubscriptionVerification.Unverifiable.class);
    }

    @Test
    void looksForConfiguredExpressionsInAudienceAndIssuer() {
        TokenVerifier verifier = Tokens.verifier(
                new TokenPolicy(null, Pattern.compile("^chat-\\d+$"), null, Pattern.compile("example\\.com"), "sub"),
                CLOCK);

        assertThat(verifier.verifyConnection(
                        Tokens.signed("{\"aud\":[\"x\",\"chat-7\"],\"iss\":\"https://example.com/a\"}")))
                .isInstanceOf(Verification.Valid.class);
        assertThat(verifier.verifyConnection(Tokens.signed("{\"aud\":\"chat-x\",\"iss\":\"https://example.com/a\"}")))
                .isInstanceOf(Verification.Invalid.class);
        assertThat(verifier.verifyConnection(Tokens.signed("{\"aud\":\"chat-7\",\"iss\":\"https://example.org/a\"}")))
                .isInstanceOf(Verification.Invalid.class);
        assertThat(verifier.verifyConnection(Tokens.signed("{\"aud\":\"chat-7\"}")))
                .isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void readsTheUserFromTheConfiguredClaim() {
        TokenVerifier verifier = Tokens.verifier(new TokenPolicy(null, null, null, null, "user_id"), CLOCK);

        assertThat(verifier.verifyConnection(Tokens.signed("{\"sub\":\"7\",\"user_id\":\"42\"}")))
                .isEqualTo(new Verification.Valid(new ConnectionToken("42", null, List.of())));
    }

    @Test
    void keepsLogLinesWhole() {
        assertThat(new Verification.Invalid("a\r\nb\u2028c\u0000" + "x".repeat(500)).reason())
                .startsWith("a  b c x")
                .hasSize(200);
    }

    private static ConnectionToken connection(String claims) {
        return ((Verification.Valid) VERIFIER.verifyConnection(Tokens.signed(claims))).token();
    }

    private static SubscriptionVerification subscription(String claims) {
        return VERIFIER.verifySubscription(Tokens.signed(claims), "$chat:a", "42", "c1");
    }
}
