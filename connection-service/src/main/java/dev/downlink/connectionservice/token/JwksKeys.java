package dev.downlink.connectionservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.downlink.channel.InvalidConfigurationException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The RSA, EC and Ed25519 keys of a JWKS endpoint: fetched on first use, cached, and fetched again when a token names an unknown key.
 */
final class JwksKeys implements VerificationKeys {

    /** Client SDKs time out after 5 s: both time limits together leave them time for a retry. */
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 128 * 1024;
    private static final Duration KEPT_FOR = Duration.ofMinutes(15);
    /** How long cached keys are used while the endpoint is unavailable. */
    private static final Duration OUTAGE_TOLERATED = Duration.ofHours(1);
    /** At most two fetches in this time: tokens with invented key ids must not cause requests without limit. */
    private static final Duration FETCH_INTERVAL = Duration.ofSeconds(10);

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.EdDSA);

    private final JWKSource<SecurityContext> source;

    JwksKeys(String url) {
        this.source = JWKSourceBuilder.create(
                        parse(url),
                        new DefaultResourceRetriever(
                                (int) CONNECT_TIMEOUT.toMillis(), (int) READ_TIMEOUT.toMillis(), MAX_BYTES))
                .cache(KEPT_FOR.toMillis(), CONNECT_TIMEOUT.plus(READ_TIMEOUT).toMillis())
                // No background threads: Lambda freezes them between invocations.
                .refreshAheadCache(false)
                .rateLimited(FETCH_INTERVAL.toMillis())
                .outageTolerant(OUTAGE_TOLERATED.toMillis())
                .build();
    }

    @Override
    public List<JWSVerifier> candidates(JWSHeader header) throws JOSEException {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            return List.of();
        }
        List<JWSVerifier> verifiers = new ArrayList<>();
        for (JWK key : source.get(new JWKSelector(JWKMatcher.forJWSHeader(header)), null)) {
            if (key instanceof RSAKey rsa) {
                verifiers.add(new RSASSAVerifier(rsa));
            } else if (key instanceof ECKey ec) {
                verifiers.add(new ECDSAVerifier(ec));
            } else if (key instanceof OctetKeyPair pair) {
                verifiers.add(new EdDsaVerifier(pair));
            }
        }
        // A key supports only the algorithm of its curve.
        verifiers.removeIf(verifier -> !verifier.supportedJWSAlgorithms().contains(header.getAlgorithm()));
        return verifiers;
    }

    private static URL parse(String url) {
        try {
            return URI.create(url).toURL();
        } catch (IllegalArgumentException | MalformedURLException e) {
            throw new InvalidConfigurationException("token.jwks_url is \"" + url + "\"; expected a URL", e);
        }
    }
}
