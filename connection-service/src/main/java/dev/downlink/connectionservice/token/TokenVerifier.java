package dev.downlink.connectionservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies JWTs against the configured keys: signature, {@code exp}, {@code nbf} and, where configured, {@code aud} and
 * {@code iss}. Without keys no token is valid.
 */
public final class TokenVerifier {

    /** By how much the clock of who signs may be ahead of ours. */
    private static final Duration LEEWAY = Duration.ofSeconds(30);

    private final List<VerificationKeys> keys;
    private final TokenPolicy policy;
    private final Clock clock;

    TokenVerifier(List<VerificationKeys> keys, TokenPolicy policy, Clock clock) {
        this.keys = List.copyOf(keys);
        this.policy = policy;
        this.clock = clock;
    }

    /** Verifies a connection token. */
    public Verification verifyConnection(String token) {
        return switch (check(token)) {
            case Check.Accepted accepted -> connection(accepted.claims());
            case Check.OutOfTime outOfTime -> new Verification.Expired();
            case Check.Refused refused -> new Verification.Invalid(refused.reason());
            case Check.Unknown unknown -> new Verification.Unverifiable(unknown.reason());
        };
    }

    /**
     * Verifies a subscription token.
     *
     * @param channel which the client subscribes to
     * @param user of the connection; empty for an anonymous client
     * @param client the connection's client id
     */
    public SubscriptionVerification verifySubscription(String token, String channel, String user, String client) {
        return switch (check(token)) {
            case Check.Accepted accepted -> subscription(accepted.claims(), channel, user, client);
            case Check.OutOfTime outOfTime -> new SubscriptionVerification.Expired();
            case Check.Refused refused -> new SubscriptionVerification.Invalid(refused.reason());
            case Check.Unknown unknown -> new SubscriptionVerification.Unverifiable(unknown.reason());
        };
    }

    private static Verification connection(Claims claims) {
        return claims.channel() == null
                ? new Verification.Valid(ConnectionToken.of(claims))
                : new Verification.Invalid("a subscription token in place of a connection token");
    }

    private static SubscriptionVerification subscription(Claims claims, String channel, String user, String client) {
        if (!Objects.equals(claims.channel(), channel)) {
            return new SubscriptionVerification.Foreign("channel is not the one subscribed to");
        }
        if (!claims.user().equals(user)) {
            return new SubscriptionVerification.Foreign("not the user of the connection");
        }
        if (claims.client() != null
                && !claims.client().isEmpty()
                && !claims.client().equals(client)) {
            return new SubscriptionVerification.Foreign("client is another connection");
        }
        return new SubscriptionVerification.Valid(SubscriptionToken.of(claims));
    }

    /** What both kinds of token have in common. */
    private sealed interface Check {

        record Accepted(Claims claims) implements Check {}

        record OutOfTime() implements Check {}

        record Refused(String reason) implements Check {}

        record Unknown(String reason) implements Check {}
    }

    private Check check(String token) {
        try {
            JWSObject jws = JWSObject.parse(token);
            @Nullable VerificationKeys signer = signer(jws).orElse(null);
            if (signer == null) {
                return new Check.Refused("no key verifies the signature");
            }
            Check check = check(Claims.parse(jws.getPayload().toString(), policy.userClaim()));
            // SDKs that are told so fetch a token of the present key, and come back.
            return check instanceof Check.Accepted && signer.retired() ? new Check.OutOfTime() : check;
        } catch (ParseException | IllegalArgumentException e) {
            return new Check.Refused(String.valueOf(e.getMessage()));
        } catch (JOSEException e) {
            return new Check.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private Optional<VerificationKeys> signer(JWSObject jws) throws JOSEException {
        for (VerificationKeys source : keys) {
            for (JWSVerifier verifier : source.candidates(jws.getHeader())) {
                if (jws.verify(verifier)) {
                    return Optional.of(source);
                }
            }
        }
        return Optional.empty();
    }

    private Check check(Claims claims) {
        String objection = policy.objection(claims).orElse(null);
        if (objection != null) {
            return new Check.Refused(objection);
        }
        double nowEpochSeconds = clock.millis() / 1000.0;
        Double notBefore = claims.notBeforeEpochSeconds();
        Double expiresAt = claims.expiresAtEpochSeconds();
        boolean early = notBefore != null && nowEpochSeconds + LEEWAY.toSeconds() < notBefore;
        boolean late = expiresAt != null && nowEpochSeconds >= expiresAt;
        return early || late ? new Check.OutOfTime() : new Check.Accepted(claims);
    }
}
