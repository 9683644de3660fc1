package dev.downlink.connectionservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import dev.downlink.channel.InvalidConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** One configured key. */
final class StaticKeys implements VerificationKeys {

    private static final Set<JWSAlgorithm> RS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512);
    /** RFC 7518, 3.3. */
    private static final int MIN_RSA_BITS = 2048;

    private static final String PEM_BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";

    private final Set<JWSAlgorithm> algorithms;
    private final JWSVerifier verifier;

    private StaticKeys(Set<JWSAlgorithm> algorithms, JWSVerifier verifier) {
        this.algorithms = algorithms;
        this.verifier = verifier;
    }

    /** @param key of the configuration, for the message about a secret that is too short */
    static StaticKeys hmac(String key, String secret) {
        try {
            MACVerifier verifier = new MACVerifier(secret.getBytes(StandardCharsets.UTF_8));
            return new StaticKeys(verifier.supportedJWSAlgorithms(), verifier);
        } catch (JOSEException e) {
            throw new InvalidConfigurationException(
                    key + " is too short; expected at least 32 bytes, or token.development: true", e);
        }
    }

    /** For development: a secret of any length but 0. */
    static StaticKeys shortHmac(String key, String secret) {
        if (secret.isEmpty()) {
            throw new InvalidConfigurationException(key + " is empty; expected a secret");
        }
        HmacVerifier verifier = new HmacVerifier(secret.getBytes(StandardCharsets.UTF_8));
        return new StaticKeys(verifier.supportedJWSAlgorithms(), verifier);
    }

    static StaticKeys rsa(String pem) {
        RSAPublicKey key = (RSAPublicKey) publicKey("token.rsa_public_key", "RSA", pem);
        int bits = key.getModulus().bitLength();
        if (bits < MIN_RSA_BITS) {
            throw new InvalidConfigurationException(
                    "token.rsa_public_key has " + bits + " bits; expected at least " + MIN_RSA_BITS);
        }
        return new StaticKeys(RS, new RSASSAVerifier(key));
    }

    /** ES256, ES384 or ES512, depending on the curve. */
    static StaticKeys ecdsa(String pem) {
        try {
            ECDSAVerifier verifier = new ECDSAVerifier((ECPublicKey) publicKey("token.ecdsa_public_key", "EC", pem));
            return new StaticKeys(verifier.supportedJWSAlgorithms(), verifier);
        } catch (JOSEException e) {
            throw new InvalidConfigurationException(
                    "token.ecdsa_public_key is on another curve; expected P-256, P-384 or P-521", e);
        }
    }

    @Override
    public List<JWSVerifier> candidates(JWSHeader header) {
        return algorithms.contains(header.getAlgorithm()) ? List.of(verifier) : List.of();
    }

    private static PublicKey publicKey(String key, String algorithm, String pem) {
        String text = pem.strip();
        if (!text.startsWith(PEM_BEGIN) || !text.endsWith(PEM_END)) {
            throw new InvalidConfigurationException(key + " is not PEM; expected " + PEM_BEGIN + " … " + PEM_END);
        }
        String base64 = text.substring(PEM_BEGIN.length(), text.length() - PEM_END.length());
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new InvalidConfigurationException(
                    key + " cannot be read; expected an " + algorithm + " public key", e);
        }
    }
}
