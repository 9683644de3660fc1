package dev.downlink.connectionservice.token;

import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Reference;
import dev.downlink.channel.References;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Provides the verifier with the keys that the channel rules refer to. With an unusable key the function does not start. */
@Factory
final class TokenVerifierFactory {

    @Singleton
    TokenVerifier tokenVerifier(ChannelRules rules, References references, Clock clock) {
        ChannelRules.TokenKeys configured = rules.tokenKeys();
        List<VerificationKeys> keys = new ArrayList<>();
        add(keys, configured.hmacSecret(), references, StaticKeys::hmac);
        add(keys, configured.rsaPublicKey(), references, StaticKeys::rsa);
        add(keys, configured.ecdsaPublicKey(), references, StaticKeys::ecdsa);
        if (configured.jwksUrl() != null) {
            keys.add(new JwksKeys(configured.jwksUrl()));
        }
        return new TokenVerifier(keys, configured.audience(), configured.issuer(), clock);
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
