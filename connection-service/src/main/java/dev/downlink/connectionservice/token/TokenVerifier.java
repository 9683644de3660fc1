package dev.downlink.connectionservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Verifies connection JWTs against the configured keys: signature, {@code exp}, {@code nbf} and, where configured,
 * {@code aud} and {@code iss}. Without keys no token is valid.
 */
public final class TokenVerifier {

    private final List<VerificationKeys> keys;
    private final @Nullable String audience;
    private final @Nullable String issuer;
    private final Clock clock;

    TokenVerifier(List<VerificationKeys> keys, @Nullable String audience, @Nullable String issuer, Clock clock) {
        this.keys = List.copyOf(keys);
        this.audience = audience;
        this.issuer = issuer;
        this.clock = clock;
    }

    public Verification verify(String token) {
        try {
            JWSObject jws = JWSObject.parse(token);
            if (!isSigned(jws)) {
                return new Verification.Invalid("no key verifies the signature");
            }
            return check(Claims.parse(jws.getPayload().toString()));
        } catch (ParseException | IllegalArgumentException e) {
            return new Verification.Invalid(String.valueOf(e.getMessage()));
        } catch (JOSEException e) {
            return new Verification.Unverifiable(String.valueOf(e.getMessage()));
        }
    }

    private boolean isSigned(JWSObject jws) throws JOSEException {
        for (VerificationKeys source : keys) {
            for (JWSVerifier verifier : source.candidates(jws.getHeader())) {
                if (jws.verify(verifier)) {
                    return true;
                }
            }
        }
        return false;
    }

    private Verification check(Claims claims) {
        double nowEpochSeconds = clock.millis() / 1000.0;
        if (issuer != null && !issuer.equals(claims.issuer())) {
            return new Verification.Invalid("iss is not the configured issuer");
        }
        if (audience != null && !claims.audience().contains(audience)) {
            return new Verification.Invalid("aud lacks the configured audience");
        }
        if (claims.notBeforeEpochSeconds() != null && nowEpochSeconds < claims.notBeforeEpochSeconds()) {
            return new Verification.Invalid("nbf is in the future");
        }
        if (claims.expiresAtEpochSeconds() != null && nowEpochSeconds >= claims.expiresAtEpochSeconds()) {
            return new Verification.Expired();
        }
        return new Verification.Valid(new ConnectionToken(claims.user(), claims.info(), claims.channels()));
    }
}
