package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.Connection;
import dev.downlink.connectionservice.token.Tokens;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a connection token lasts, how it is replaced, and what it says about its channels. */
class ConnectionTokenTest {

    private static final String SUBSCRIBE = "{\"subscribe\":{\"channel\":\"open:a\"},\"id\":2}";

    private final Fixture fixture = new Fixture();
    private final long now = fixture.clock.instant().getEpochSecond();

    @BeforeEach
    void connected() {
        fixture.connected(ANN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "exp":60                 | "expires":true,"ttl":60
            "exp":60,"expire_at":600 | "expires":true,"ttl":600
            "exp":60,"expire_at":0   | "version":"Downlink dev"}}
            "sub":"ann"              | "version":"Downlink dev"}}
            "exp":60,"expire_at":-9  | {"id":1,"error":{"code":110,"message":"expired"}}
            "exp":-1                 | {"id":1,"error":{"code":109,"message":"token expired"}}
            """)
    void saysHowLongTheConnectionLasts(String claims, String answer) {
        assertThat(connect(claims)).contains(answer);
    }

    @Test
    void endsTheConnectionAWhileAfterItExpires() {
        connect("\"exp\":60");

        fixture.clock.advance(Duration.ofSeconds(84));
        assertThat(fixture.send(ANN, SUBSCRIBE)).contains("\"subscribe\":{");
        fixture.clock.advance(Duration.ofSeconds(1));
        assertThat(fixture.send(ANN, SUBSCRIBE))
                .isEqualTo("{\"push\":{\"disconnect\":{\"code\":3005,\"reason\":\"connection expired\"}}}");
        assertThat(fixture.send(ANN, "{\"publish\":{\"channel\":\"open:a\",\"data\":1},\"id\":3}"))
                .contains("3005");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "sub":"ann","exp":600              | {"id":9,"refresh":{"client":"L0SM9cOFvHcCAnn=","expires":true,"ttl":570}}
            "sub":"ann"                        | {"id":9,"refresh":{"client":"L0SM9cOFvHcCAnn="}}
            "sub":"ann","exp":1                | {"push":{"disconnect":{"code":3005,"reason":"connection expired"}}}
            "sub":"ann","expire_at":1          | {"push":{"disconnect":{"code":3005,"reason":"connection expired"}}}
            "sub":"bob"                        | {"push":{"disconnect":{"code":3500,"reason":"invalid token"}}}
            "sub":"ann","channel":"open:a"     | {"push":{"disconnect":{"code":3500,"reason":"invalid token"}}}
            "sub":"ann","channels":["open:a"]  | {"push":{"disconnect":{"code":3010,"reason":"insufficient state"}}}
            "sub":"ann","channels":["nope:a"]  | {"push":{"disconnect":{"code":3010,"reason":"insufficient state"}}}
            """)
    void isReplacedInTime(String claims, String answer) {
        connect("\"sub\":\"ann\",\"exp\":60");
        fixture.clock.advance(Duration.ofSeconds(30));

        assertThat(refresh(claims)).isEqualTo(answer);
    }

    @Test
    void isNotReplacedByNothing() {
        connect("\"sub\":\"ann\",\"exp\":60");

        assertThat(fixture.send(ANN, "{\"refresh\":{},\"id\":9}")).contains("\"code\":3501");
    }

    @Test
    void keepsTheConnectionOnceItIsReplaced() {
        connect("\"sub\":\"ann\",\"exp\":60,\"channels\":[\"closed:a\",\"closed:b\"]");

        assertThat(refresh("\"sub\":\"ann\",\"exp\":600,\"info\":{\"n\":2},\"meta\":{\"t\":1},"
                        + "\"channels\":[\"closed:b\",\"closed:a\"]"))
                .contains("\"ttl\":600");

        fixture.clock.advance(Duration.ofMinutes(5));
        assertThat(fixture.send(ANN, SUBSCRIBE)).contains("\"subscribe\":{");
        Connection connection = fixture.connections.find(ANN).orElseThrow();
        assertThat(connection.info()).isEqualTo(new Json("{\"n\":2}"));
        assertThat(connection.credentials().meta()).isEqualTo(new Json("{\"t\":1}"));
    }

    @Test
    void givesItsChannelsOptions() {
        assertThat(connect("\"subs\":{\"unforced:a\":{\"data\":{\"w\":1},\"info\":{\"r\":2},"
                        + "\"override\":{\"force_recovery\":{\"value\":true}}}}"))
                .contains("\"unforced:a\":{\"recoverable\":true")
                .contains("\"data\":{\"w\":1}");
        assertThat(fixture.subscription(ANN, "unforced:a").clientInfo().channelInfo())
                .isEqualTo(new Json("{\"r\":2}"));
    }

    @Test
    void expiresInTheActionDialectToo() {
        fixture.connections.remove(ANN);
        String token = Tokens.signed("{\"sub\":\"ann\",\"exp\":" + (now + 60) + "}");
        fixture.admission.admit(
                new Handshake(ANN, fixture.clock.instant(), Map.of("token", List.of(token)), List.of()));
        fixture.clock.advance(Duration.ofSeconds(90));

        assertThat(fixture.send(ANN, "{\"action\":\"ping\"}"))
                .contains("\"type\":\"error\"")
                .contains("\"code\":110");
    }

    private String connect(String claims) {
        return fixture.send(ANN, "{\"connect\":{\"token\":\"" + token(claims) + "\"},\"id\":1}");
    }

    private String refresh(String claims) {
        return fixture.send(ANN, "{\"refresh\":{\"token\":\"" + token(claims) + "\"},\"id\":9}");
    }

    /** Times are in seconds from the beginning of the test; {@code "expire_at":0} stays. */
    private String token(String claims) {
        String inTime = claims;
        for (String claim : List.of("\"exp\":", "\"expire_at\":")) {
            int at = inTime.indexOf(claim);
            if (at >= 0) {
                int begin = at + claim.length();
                int end = begin;
                while (end < inTime.length() && inTime.charAt(end) != ',') {
                    end++;
                }
                long seconds = Long.parseLong(inTime.substring(begin, end));
                inTime = inTime.substring(0, begin) + (seconds == 0 ? 0 : now + seconds) + inTime.substring(end);
            }
        }
        return Tokens.signed("{" + inTime + "}");
    }
}
