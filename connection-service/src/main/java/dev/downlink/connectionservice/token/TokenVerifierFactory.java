package dev.downlink.connectionservice.token;

import com.google.re2j.Pattern;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Reference;
import dev.downlink.channel.References;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Provides the verifier with the keys that the channel rules refer to. With an unusable key the function does not start. */
@Factory
final class TokenVerifierFactory {

    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifierFactory.class);

    @Singleton
    TokenVerifier tokenVerifier(ChannelRules rules, References references, Clock clock) {
        ChannelRules.TokenKeys configured = rules.tokenKeys();
        if (configured.development()) {
            LOG.warn("token.development is true: accepting HMAC secrets of any length and key servers without TLS");
        }
        TokenPolicy policy = new TokenPolicy(
                configured.audience(),
                pattern(configured.audienceRegex()),
                configured.issuer(),
                pattern(configured.issuerRegex()),
                configured.userIdClaim());
        return new TokenVerifier(keys(configured, references, clock), policy, clock);
    }

    /** With a key server its keys alone. */
    private static List<VerificationKeys> keys(ChannelRules.TokenKeys configured, References references, Clock clock) {
        if (configured.jwksUrl() != null) {
            return List.of(new JwksKeys(configured.jwksUrl()));
        }
        boolean development = configured.development();
        List<VerificationKeys> keys = new ArrayList<>();
        add(keys, configured.hmacSecret(), references, secret -> hmac("token.hmac_secret", secret, development));
        add(keys, configured.hmacPreviousSecret(), references, secret -> {
            VerificationKeys previous = hmac("token.hmac_previous_secret", secret, development);
            Instant until = configured.hmacPreviousSecretValidUntil();
            return until == null ? previous : new ExpiringKeys(previous, until, clock);
        });
        add(keys, configured.rsaPublicKey(), references, StaticKeys::rsa);
        add(keys, configured.ecdsaPublicKey(), references, StaticKeys::ecdsa);
        return keys;
    }

    private static VerificationKeys hmac(String key, String secret, boolean development) {
        return development ? StaticKeys.shortHmac(key, secret) : StaticKeys.hmac(key, secret);
    }

    private static @Nullable Pattern pattern(@Nullable String regex) {
        return regex == null ? null : Pattern.compile(regex);
    }

    private static void add(
            List<VerificationKeys> keys,
            @Nullable Reference reference,
            References references,
            Function<String, VerificationKeys> read) {
        if (reference != null) {
            keys.add(read.apply(references.resolve(reference)));
        }
    }
}
