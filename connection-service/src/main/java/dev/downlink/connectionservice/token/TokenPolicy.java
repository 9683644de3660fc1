package dev.downlink.connectionservice.token;

import com.google.re2j.Pattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a correctly signed token must have. What is absent is not asked for.
 *
 * @param audiencePattern found in one of the token's audiences
 * @param issuerPattern found in the token's issuer
 * @param userClaim which claim has the user id
 */
record TokenPolicy(
        @Nullable String audience,
        @Nullable Pattern audiencePattern,
        @Nullable String issuer,
        @Nullable Pattern issuerPattern,
        String userClaim) {

    static final TokenPolicy NONE = new TokenPolicy(null, null, null, null, "sub");

    /** Why the claims are not accepted; empty if they are. */
    Optional<String> objection(Claims claims) {
        String from = claims.issuer();
        if ((issuer != null && !issuer.equals(from))
                || (issuerPattern != null
                        && (from == null || !issuerPattern.matcher(from).find()))) {
            return Optional.of("iss is not the configured issuer");
        }
        boolean expected = audience == null || claims.audience().contains(audience);
        boolean matching = audiencePattern == null
                || claims.audience().stream()
                        .anyMatch(to -> audiencePattern.matcher(to).find());
        return expected && matching ? Optional.empty() : Optional.of("aud lacks the configured audience");
    }
}
