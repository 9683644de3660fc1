package dev.downlink.connectionservice.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String SHORT = "secret";

    @ParameterizedTest
    @CsvSource({"HS256, HmacSHA256", "HS384, HmacSHA384", "HS512, HmacSHA512"})
    void acceptsAShortSecretForDevelopment(String algorithm, String mac) throws GeneralSecurityException {
        TokenVerifier verifier = verifier(StaticKeys.shortHmac("token.hmac_secret", SHORT));
        String token = hmacToken(algorithm, mac, SHORT);

        assertThat(verifier.verifyConnection(token)).isInstanceOf(Verification.Valid.class);
        assertThat(verifier.verifyConnection(hmacToken(algorithm, mac, "Secret")))
                .isInstanceOf(Verification.Invalid.class);
        assertThat(verifier.verifyConnection(token.substring(0, token.lastIndexOf('.') + 1)))
                .isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void understandsNoCriticalHeader() throws GeneralSecurityException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.HS256)
                .criticalParams(Set.of("exp"))
                .build();
        byte[] signed = "x".getBytes(UTF_8);

        assertThatThrownBy(() -> StaticKeys.shortHmac("token.hmac_secret", ""))
                .hasMessage("token.hmac_secret is empty; expected a secret");
        assertThat(verify(new HmacVerifier(SHORT.getBytes(UTF_8)), header, signed, mac("HmacSHA256", SHORT, "x")))
                .isFalse();
        assertThat(verify(
                        new HmacVerifier(SHORT.getBytes(UTF_8)),
                        new JWSHeader(JWSAlgorithm.HS256),
                        signed,
                        mac("HmacSHA256", SHORT, "x")))
                .isTrue();
    }

    @Test
    void acceptsThePreviousSecretUntilItsTime() throws GeneralSecurityException {
        VerificationKeys previous = StaticKeys.shortHmac("token.hmac_previous_secret", SHORT);
        String token = hmacToken("HS256", "HmacSHA256", SHORT);

        assertThat(verifier(new ExpiringKeys(previous, NOW.plus(Duration.ofSeconds(1)), CLOCK))
                        .verifyConnection(token))
                .isInstanceOf(Verification.Valid.class);
        // As an expired one: SDKs then come back with a token of the present secret.
        assertThat(verifier(new ExpiringKeys(previous, NOW, CLOCK)).verifyConnection(token))
                .isInstanceOf(Verification.Expired.class);
    }

    @Test
    void acceptsAnEd25519KeyOfAJwks() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        try (JwksServer jwks = new JwksServer()) {
            jwks.serve(
                    jwk("ed-1", pair),
                    jwk("ed-2", KeyPairGenerator.getInstance("Ed25519").generateKeyPair()));
            TokenVerifier verifier = verifier(new JwksKeys(jwks.url()));

            assertThat(verifier.verifyConnection(edToken("ed-1", pair))).isInstanceOf(Verification.Valid.class);
            assertThat(verifier.verifyConnection(edToken("ed-2", pair))).isInstanceOf(Verification.Invalid.class);
            String token = edToken("ed-1", pair);
            assertThat(verifier.verifyConnection(token.substring(0, token.length() - 8)))
                    .isInstanceOf(Verification.Invalid.class);
        }
    }

    /** Twenty random keys: the highest bit of some is set. */
    @Test
    void readsKeysOfEitherSign() throws Exception {
        for (int i = 0; i < 20; i++) {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] message = ("message " + i).getBytes(UTF_8);
            assertThat(new EdDsaVerifier(jwk("ed", pair))
                            .verify(new JWSHeader(JWSAlgorithm.EdDSA), message, sign(pair, message)))
                    .isTrue();
        }
    }

    @Test
    void refusesAnRsaKeyThatIsTooShort() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(generator.generateKeyPair().getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----";

        assertThatThrownBy(() -> StaticKeys.rsa(pem))
                .hasMessage("token.rsa_public_key has 1024 bits; expected at least 2048");
    }

    private static boolean verify(HmacVerifier verifier, JWSHeader header, byte[] signed, Base64URL signature) {
        try {
            return verifier.verify(header, signed, signature);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static TokenVerifier verifier(VerificationKeys keys) {
        return new TokenVerifier(List.of(keys), TokenPolicy.NONE, CLOCK);
    }

    private static String hmacToken(String algorithm, String mac, String secret) throws GeneralSecurityException {
        String signed = encoded("{\"alg\":\"" + algorithm + "\"}") + "." + encoded("{\"sub\":\"42\"}");
        return signed + "." + mac(mac, secret, signed);
    }

    private static Base64URL mac(String algorithm, String secret, String signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
        return Base64URL.encode(mac.doFinal(signed.getBytes(UTF_8)));
    }

    private static String edToken(String keyId, KeyPair pair) throws GeneralSecurityException {
        String signed = encoded("{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}") + "." + encoded("{\"sub\":\"42\"}");
        return signed + "." + sign(pair, signed.getBytes(UTF_8));
    }

    private static Base64URL sign(KeyPair pair, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(message);
        return Base64URL.encode(signature.sign());
    }

    /** The encoded key ends with its 32 bytes. */
    private static OctetKeyPair jwk(String keyId, KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] x = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(x))
                .keyID(keyId)
                .build();
    }

    private static String encoded(String text) {
        return Base64URL.encode(text).toString();
    }
}
