package dev.downlink.connectionservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.crypto.impl.HMAC;
import com.nimbusds.jose.util.Base64URL;
import java.security.MessageDigest;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/** Verifies HS256, HS384 and HS512 with a secret of any length: for development, where nimbus refuses a short one. */
final class HmacVerifier extends BaseJWSProvider implements JWSVerifier {

    private static final Map<JWSAlgorithm, String> ALGORITHMS = Map.of(
            JWSAlgorithm.HS256, "HmacSHA256", JWSAlgorithm.HS384, "HmacSHA384", JWSAlgorithm.HS512, "HmacSHA512");

    private final byte[] secret;

    HmacVerifier(byte[] secret) {
        super(ALGORITHMS.keySet());
        this.secret = secret.clone();
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) throws JOSEException {
        String algorithm = ALGORITHMS.get(header.getAlgorithm());
        // No critical header is understood.
        if (algorithm == null || header.getCriticalParams() != null) {
            return false;
        }
        byte[] expected = HMAC.compute(algorithm, new SecretKeySpec(secret, algorithm), signingInput, null);
        return MessageDigest.isEqual(expected, signature.decode());
    }
}
