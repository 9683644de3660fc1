package dev.downlink.connectionservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import java.time.Clock;
import java.util.List;

/** Tokens for tests, and a verifier that takes them. */
public final class Tokens {

    private static final String SECRET = "the-secret-of-the-tests-32-bytes-or-more";

    private Tokens() {}

    public static TokenVerifier verifier(Clock clock) {
        return new TokenVerifier(List.of(StaticKeys.hmac("token.hmac_secret", SECRET)), TokenPolicy.NONE, clock);
    }

    static TokenVerifier verifier(TokenPolicy policy, Clock clock) {
        return new TokenVerifier(List.of(StaticKeys.hmac("token.hmac_secret", SECRET)), policy, clock);
    }

    public static TokenVerifier unreachable(Clock clock) {
        VerificationKeys unreachable = header -> {
            throw new JOSEException("the keys cannot be fetched");
        };
        return new TokenVerifier(List.of(unreachable), TokenPolicy.NONE, clock);
    }

    public static String signed(String claims) {
        try {
            JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(claims));
            jws.sign(new MACSigner(SECRET));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
