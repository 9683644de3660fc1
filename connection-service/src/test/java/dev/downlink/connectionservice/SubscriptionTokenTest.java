package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connectionservice.token.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a subscription token opens, and for how long. */
class SubscriptionTokenTest {

    private final Fixture fixture = new Fixture();
    private final long now = fixture.clock.instant().getEpochSecond();

    @BeforeEach
    void connect() {
        fixture.inSession(ANN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            closed:a | {"channel":"closed:a"}                             | "subscribe":{"recoverable":true
            $open:a  | {"channel":"$open:a"}                              | "subscribe":{"recoverable":true
            $open:a  | none                                               | "error":{"code":103
            closed:a | none                                               | "error":{"code":103
            closed:a | {"channel":"closed:a","client":"L0SM9cOFvHcCAnn="} | "subscribe":{"recoverable":true
            closed:a | {"channel":"closed:a","exp":1}                     | "error":{"code":109
            closed:a | {"channel":"closed:a","nbf":NOW+60}                | "error":{"code":109
            closed:a | {"channel":"closed:a","expire_at":1}               | "error":{"code":110
            open:a   | forged                                             | "error":{"code":103
            closed:a | {"channel":"closed:b"}                             | "disconnect":{"code":3500
            closed:a | {}                                                 | "disconnect":{"code":3500
            closed:a | {"channel":"closed:a","sub":"bob"}                 | "disconnect":{"code":3500
            closed:a | {"channel":"closed:a","client":"other"}            | "disconnect":{"code":3500
            closed:a | {"channel":"closed:a","exp":NOW+60}                | "expires":true,"ttl":60
            closed:a | {"channel":"closed:a","exp":NOW+60,"expire_at":0}  | "subscribe":{"recoverable":true
            closed:a | {"channel":"closed:a","data":{"hello":1}}          | "data":{"hello":1}
            closed:a | {"channel":"closed:a","override":{"force_recovery":{"value":false}}}  | "subscribe":{}}
            closed:a | {"channel":"closed:a","override":{"presence":{"value":false}}}        | "subscribe":{"recoverable":true
            nope:a   | {"channel":"nope:a"}                               | "error":{"code":102
            """)
    void decidesAlone(String channel, String claims, String answer) {
        assertThat(fixture.send(ANN, subscribe(channel, claims, 1))).contains(answer);
    }

    @Test
    void leavesOutTheExpiryOfASubscriptionThatDoesNotExpire() {
        assertThat(fixture.send(
                        ANN, subscribe("closed:a", "{\"channel\":\"closed:a\",\"exp\":NOW+60,\"expire_at\":0}", 1)))
                .doesNotContain("expires")
                .doesNotContain("ttl");
    }

    @Test
    void showsItsInfoInPresence() {
        assertThat(fixture.send(
                        ANN,
                        subscribe("open:a", "{\"channel\":\"open:a\",\"info\":{\"role\":\"host\"}}", 1),
                        "{\"presence\":{\"channel\":\"open:a\"},\"id\":2}"))
                .contains("\"chan_info\":{\"role\":\"host\"}");
    }

    @Test
    void endsTheSubscriptionAWhileAfterItExpires() {
        fixture.send(ANN, subscribe("closed:a", "{\"channel\":\"closed:a\",\"exp\":NOW+60}", 1));

        fixture.clock.advance(Duration.ofSeconds(80));
        assertThat(fixture.subscribes(ANN, "closed:a")).isTrue();
        fixture.clock.advance(Duration.ofSeconds(10));
        assertThat(fixture.subscribes(ANN, "closed:a")).isFalse();
        assertThat(fixture.send(ANN, refresh("{\"channel\":\"closed:a\"}"))).contains("\"code\":103");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"channel":"closed:a","exp":NOW+600}         | {"id":9,"sub_refresh":{"expires":true,"ttl":570}}
            {"channel":"closed:a"}                       | {"id":9,"sub_refresh":{}}
            none                                         | {"id":9,"error":{"code":107,"message":"token is required"}}
            {"channel":"closed:a","exp":NOW+1}           | {"push":{"disconnect":{"code":3006,"reason":"subscription expired"}}}
            {"channel":"closed:a","expire_at":NOW+1}     | {"push":{"disconnect":{"code":3006,"reason":"subscription expired"}}}
            forged                                       | {"push":{"disconnect":{"code":3500,"reason":"invalid token"}}}
            {"channel":"closed:b"}                       | {"push":{"disconnect":{"code":3500,"reason":"invalid token"}}}
            """)
    void isReplacedInTime(String claims, String answer) {
        fixture.send(ANN, subscribe("closed:a", "{\"channel\":\"closed:a\",\"exp\":NOW+60}", 1));
        fixture.clock.advance(Duration.ofSeconds(30));

        assertThat(fixture.send(ANN, refresh(claims))).isEqualTo(answer);
    }

    @Test
    void keepsTheSubscriptionOnceItIsReplaced() {
        fixture.send(ANN, subscribe("closed:a", "{\"channel\":\"closed:a\",\"exp\":NOW+60}", 1));
        fixture.send(ANN, refresh("{\"channel\":\"closed:a\",\"exp\":NOW+600}"));

        fixture.clock.advance(Duration.ofMinutes(5));
        assertThat(fixture.subscribes(ANN, "closed:a")).isTrue();
    }

    @Test
    void isNotReplacedWhereThereIsNone() {
        assertThat(fixture.send(ANN, refresh("{\"channel\":\"closed:a\"}"))).contains("\"code\":103");

        fixture.send(ANN, subscribe("closed:a", "{\"channel\":\"closed:a\"}", 1));
        assertThat(fixture.send(ANN, refresh("{\"channel\":\"closed:a\"}"))).contains("\"code\":3501");
    }

    private String subscribe(String channel, String claims, int id) {
        return "{\"subscribe\":{\"channel\":\"" + channel + "\"" + token(claims) + "},\"id\":" + id + "}";
    }

    private String refresh(String claims) {
        return "{\"sub_refresh\":{\"channel\":\"closed:a\"" + token(claims) + "},\"id\":9}";
    }

    /** {@code NOW+60}: in a minute. */
    private String token(String claims) {
        return switch (claims) {
            case "none" -> "";
            case "forged" -> ",\"token\":\"forged\"";
            default -> ",\"token\":\"" + Tokens.signed(inTime(claims)) + "\"";
        };
    }

    private String inTime(String claims) {
        int at = claims.indexOf("NOW+");
        if (at < 0) {
            return claims;
        }
        int end = at + 4;
        while (end < claims.length() && Character.isDigit(claims.charAt(end))) {
            end++;
        }
        long time = now + Long.parseLong(claims.substring(at + 4, end));
        return claims.substring(0, at) + time + claims.substring(end);
    }
}
