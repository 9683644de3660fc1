package dev.downlink.connectionservice.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

    private static final long NOW_EPOCH_SECONDS = 1_800_000_000;
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(NOW_EPOCH_SECONDS), ZoneOffset.UTC);
    private static final String SECRET = "a-secret-that-is-long-enough-for-all-of-hs256-hs384-and-hs512-and-more";
    private static final RSAKey RSA = rsa("rsa-1");
    private static final RSAKey OTHER_RSA = rsa("rsa-2");
    private static final ECKey EC = ec(Curve.P_256);

    private final TokenVerifier hmac = verifier(StaticKeys.hmac("token.hmac_secret", SECRET));

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void acceptsEveryHmacAlgorithm(String algorithm) throws JOSEException {
        String token = sign(algorithm, null, new MACSigner(SECRET), "{\"sub\":\"42\"}");

        assertThat(hmac.verifyConnection(token)).isEqualTo(valid("42"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512"})
    void acceptsEveryRsaAlgorithm(String algorithm) throws JOSEException {
        TokenVerifier verifier = verifier(StaticKeys.rsa(pem(RSA.toPublicKey())));

        assertThat(verifier.verifyConnection(sign(algorithm, null, new RSASSASigner(RSA), "{\"sub\":\"42\"}")))
                .isEqualTo(valid("42"));
    }

    @ParameterizedTest
    @MethodSource("curves")
    void acceptsTheAlgorithmOfTheCurve(Curve curve, String algorithm) throws JOSEException {
        ECKey key = ec(curve);
        TokenVerifier verifier = verifier(StaticKeys.ecdsa(pem(key.toPublicKey())));

        assertThat(verifier.verifyConnection(sign(algorithm, null, new ECDSASigner(key), "{\"sub\":\"42\"}")))
                .isEqualTo(valid("42"));
    }

    static Stream<Arguments> curves() {
        return Stream.of(
                Arguments.of(Curve.P_256, "ES256"),
                Arguments.of(Curve.P_384, "ES384"),
                Arguments.of(Curve.P_521, "ES512"));
    }

    @Test
    void readsUserInfoAndChannels() {
        Verification verification = hmac.verifyConnection(hs256Token("""
                {"sub":"42","info":{"name": "Ann",
                "scores":[1.10,{"x":null}]},"channels":["news","chat:a"]}"""));

        assertThat(verification)
                .isEqualTo(new Verification.Valid(new ConnectionToken(
                        "42",
                        new Json("{\"name\":\"Ann\",\"scores\":[1.10,{\"x\":null}]}"),
                        List.of(new ChannelName("news"), new ChannelName("chat:a")))));
    }

    @Test
    void takesTheKeysOfSubsInPlaceOfChannels() {
        Verification verification = hmac.verifyConnection(
                hs256Token("{\"subs\":{\"chat:a\":{},\"news\":null},\"channels\":[\"chat:b\",\"news\"]}"));

        assertThat(verification)
                .isEqualTo(new Verification.Valid(
                        new ConnectionToken("", null, List.of(new ChannelName("chat:a"), new ChannelName("news")))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a \\\"quoted\\\" näme\"", "12.50", "true", "[1,2]", "{}"})
    void passesAnyInfoOnAsItWasWritten(String info) {
        Verification verification = hmac.verifyConnection(hs256Token("{\"info\":" + info + ",\"sub\":\"42\"}"));

        assertThat(verification)
                .isEqualTo(new Verification.Valid(new ConnectionToken("42", new Json(info), List.of())));
    }

    @Test
    void takesATokenWithoutSubjectForAnAnonymousClient() {
        assertThat(hmac.verifyConnection(hs256Token("{}"))).isEqualTo(valid(""));
    }

    @Test
    void refusesAnExpiredToken() {
        assertThat(hmac.verifyConnection(hs256Token("{\"exp\":" + NOW_EPOCH_SECONDS + "}")))
                .isEqualTo(new Verification.Expired());
        assertThat(hmac.verifyConnection(hs256Token("{\"exp\":" + NOW_EPOCH_SECONDS + ".5}")))
                .isInstanceOf(Verification.Valid.class);
    }

    @Test
    void takesATokenBeforeItsTimeForAnExpiredOneButForALeeway() {
        assertThat(hmac.verifyConnection(hs256Token("{\"nbf\":" + (NOW_EPOCH_SECONDS + 31) + "}")))
                .isEqualTo(new Verification.Expired());
        assertThat(hmac.verifyConnection(hs256Token("{\"nbf\":" + (NOW_EPOCH_SECONDS + 30) + "}")))
                .isEqualTo(valid(""));
    }

    @Test
    void doesNotSayThatAForgedTokenHasExpired() throws JOSEException {
        String forged = sign("HS256", null, new MACSigner(SECRET + "x"), "{\"exp\":1}");

        assertThat(hmac.verifyConnection(forged)).isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void asksForTheConfiguredAudienceAndIssuer() {
        TokenVerifier verifier = new TokenVerifier(
                List.of(StaticKeys.hmac("token.hmac_secret", SECRET)),
                new TokenPolicy("downlink", null, "https://id.example", null, "sub"),
                CLOCK);

        assertThat(verifier.verifyConnection(hs256Token("{\"aud\":\"downlink\",\"iss\":\"https://id.example\"}")))
                .isEqualTo(valid(""));
        assertThat(verifier.verifyConnection(
                        hs256Token("{\"aud\":[\"a\",\"downlink\"],\"iss\":\"https://id.example\"}")))
                .isEqualTo(valid(""));
        assertThat(verifier.verifyConnection(hs256Token("{\"aud\":\"other\",\"iss\":\"https://id.example\"}")))
                .isInstanceOf(Verification.Invalid.class);
        assertThat(verifier.verifyConnection(hs256Token("{\"aud\":\"downlink\"}")))
                .isInstanceOf(Verification.Invalid.class);
        assertThat(verifier.verifyConnection(hs256Token("{\"iss\":\"https://id.example\"}")))
                .isInstanceOf(Verification.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.e30.",
                "eyJhbGciOiJub25lIn0.e30.AAAA",
                "eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
                "eyJhbGciOiJIUzI1NiJ9.e30."
            })
    void refusesWhatIsNoSignedToken(String token) {
        assertThat(hmac.verifyConnection(token)).isInstanceOf(Verification.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "\"sub\"",
                "{",
                "{\"sub\":42}",
                "{\"exp\":\"tomorrow\"}",
                "{\"exp\":null}",
                "{\"channels\":\"news\"}",
                "{\"channels\":[1]}",
                "{\"subs\":[\"news\"]}",
                "{\"subs\":{\"news\":true}}",
                "{\"aud\":{}}",
                "{\"sub\":\"a\",\"sub\":\"b\"}"
            })
    void refusesClaimsOfTheWrongShape(String claims) {
        assertThat(hmac.verifyConnection(hs256Token(claims))).isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void doesNotTakeAPublicKeyForASecret() throws JOSEException {
        // The classic confusion: HS256 with the text of the public key, which everybody has.
        String pem = pem(RSA.toPublicKey());
        String forged = sign("HS256", null, new MACSigner(pem.getBytes(UTF_8)), "{\"sub\":\"admin\"}");

        assertThat(verifier(StaticKeys.rsa(pem)).verifyConnection(forged)).isInstanceOf(Verification.Invalid.class);
        assertThat(verifier(StaticKeys.rsa(pem), StaticKeys.hmac("token.hmac_secret", SECRET))
                        .verifyConnection(forged))
                .isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void doesNotTakeAnRsaKeyForAnAlgorithmItWasNotConfiguredFor() throws JOSEException {
        String token = sign("PS256", null, new RSASSASigner(RSA), "{}");

        assertThat(verifier(StaticKeys.rsa(pem(RSA.toPublicKey()))).verifyConnection(token))
                .isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void acceptsNothingWithoutKeys() {
        assertThat(verifier().verifyConnection(hs256Token("{}"))).isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void findsTheKeyThatTheTokenNames() throws Exception {
        try (JwksServer jwks = new JwksServer()) {
            jwks.serve(RSA, OTHER_RSA, EC);
            TokenVerifier verifier = verifier(new JwksKeys(jwks.url()));

            assertThat(jwks.requests()).isZero();
            assertThat(verifier.verifyConnection(
                            sign("RS256", "rsa-2", new RSASSASigner(OTHER_RSA), "{\"sub\":\"2\"}")))
                    .isEqualTo(valid("2"));
            assertThat(verifier.verifyConnection(sign("RS512", null, new RSASSASigner(RSA), "{\"sub\":\"1\"}")))
                    .isEqualTo(valid("1"));
            assertThat(verifier.verifyConnection(sign("ES256", EC.getKeyID(), new ECDSASigner(EC), "{\"sub\":\"3\"}")))
                    .isEqualTo(valid("3"));
            assertThat(verifier.verifyConnection(
                            sign("RS256", "rsa-1", new RSASSASigner(OTHER_RSA), "{\"sub\":\"2\"}")))
                    .isInstanceOf(Verification.Invalid.class);
            assertThat(jwks.requests()).isEqualTo(1);
        }
    }

    @Test
    void refusesATokenForAnotherCurveThanTheKeys() throws Exception {
        try (JwksServer jwks = new JwksServer()) {
            jwks.serve(EC);
            String token = sign("ES384", null, new ECDSASigner(ec(Curve.P_384)), "{}");

            assertThat(verifier(new JwksKeys(jwks.url())).verifyConnection(token))
                    .isInstanceOf(Verification.Invalid.class);
        }
    }

    @Test
    void followsAKeyRotation() throws Exception {
        try (JwksServer jwks = new JwksServer()) {
            jwks.serve(RSA);
            TokenVerifier verifier = verifier(new JwksKeys(jwks.url()));
            assertThat(verifier.verifyConnection(sign("RS256", "rsa-1", new RSASSASigner(RSA), "{\"sub\":\"1\"}")))
                    .isEqualTo(valid("1"));

            jwks.serve(OTHER_RSA);

            assertThat(verifier.verifyConnection(
                            sign("RS256", "rsa-2", new RSASSASigner(OTHER_RSA), "{\"sub\":\"2\"}")))
                    .isEqualTo(valid("2"));
        }
    }

    @Test
    void knowsNoAnswerWhileTheKeysCannotBeFetched() throws Exception {
        try (JwksServer jwks = new JwksServer()) {
            jwks.fail();

            assertThat(verifier(new JwksKeys(jwks.url()))
                            .verifyConnection(sign("RS256", null, new RSASSASigner(RSA), "{}")))
                    .isInstanceOf(Verification.Unverifiable.class);
        }
    }

    @Test
    void doesNotFetchOnceMoreForEveryUnknownKey() throws Exception {
        try (JwksServer jwks = new JwksServer()) {
            jwks.serve(RSA);
            TokenVerifier verifier = verifier(new JwksKeys(jwks.url()));
            for (int i = 0; i < 20; i++) {
                assertThat(verifier.verifyConnection(sign("RS256", "made-up-" + i, new RSASSASigner(OTHER_RSA), "{}")))
                        .isNotInstanceOf(Verification.Valid.class);
            }

            assertThat(jwks.requests()).isLessThanOrEqualTo(2);
            assertThat(verifier.verifyConnection(sign("RS256", "rsa-1", new RSASSASigner(RSA), "{\"sub\":\"1\"}")))
                    .isEqualTo(valid("1"));
        }
    }

    @Test
    void takesNoSecretFromAJwks() throws Exception {
        try (JwksServer jwks = new JwksServer()) {
            jwks.serve(
                    RSA,
                    new OctetSequenceKey.Builder(SECRET.getBytes(UTF_8))
                            .keyID("oct")
                            .build());

            assertThat(verifier(new JwksKeys(jwks.url())).verifyConnection(hs256Token("{}")))
                    .isInstanceOf(Verification.Invalid.class);
        }
    }

    @Test
    void refusesUnusableKeysAtTheStart() {
        assertThatThrownBy(() -> StaticKeys.hmac("token.hmac_secret", "too short"))
                .hasMessage("token.hmac_secret is too short; expected at least 32 bytes, or token.development: true");
        assertThatThrownBy(() -> StaticKeys.rsa("no PEM"))
                .hasMessage("token.rsa_public_key is not PEM; expected"
                        + " -----BEGIN PUBLIC KEY----- … -----END PUBLIC KEY-----");
        assertThatThrownBy(() -> StaticKeys.rsa(pem(EC.toPublicKey())))
                .hasMessage("token.rsa_public_key cannot be read; expected an RSA public key");
        assertThatThrownBy(() -> new JwksKeys("keys.json"))
                .hasMessage("token.jwks_url is \"keys.json\"; expected a URL");
    }

    @Property(tries = 300)
    void neverAcceptsATamperedToken(@ForAll("tamperedTokens") String token) {
        assertThat(hmac.verifyConnection(token)).isInstanceOf(Verification.Invalid.class);
    }

    /** One character of a good token replaced by another of the alphabet, so that the bytes it stands for change. */
    @Provide
    Arbitrary<String> tamperedTokens() {
        String token = hs256Token("{\"sub\":\"42\",\"exp\":" + (NOW_EPOCH_SECONDS + 60) + "}");
        return Arbitraries.integers()
                .between(0, token.length() - 2)
                .flatMap(index -> Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withCharRange('A', 'Z')
                        .numeric()
                        .ofLength(1)
                        .filter(c -> c.charAt(0) != token.charAt(index))
                        .map(c -> token.substring(0, index) + c + token.substring(index + 1)));
    }

    private static TokenVerifier verifier(VerificationKeys... keys) {
        return new TokenVerifier(List.of(keys), TokenPolicy.NONE, CLOCK);
    }

    private static Verification valid(String user) {
        return new Verification.Valid(new ConnectionToken(user, null, List.of()));
    }

    private static String hs256Token(String claims) {
        try {
            return sign("HS256", null, new MACSigner(SECRET), claims);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String sign(String algorithm, @Nullable String keyId, JWSSigner signer, String claims)
            throws JOSEException {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse(algorithm))
                .keyID(keyId)
                .build();
        JWSObject jws = new JWSObject(header, new Payload(claims));
        jws.sign(signer);
        return jws.serialize();
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static RSAKey rsa(String keyId) {
        try {
            return new RSAKeyGenerator(2048).keyID(keyId).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static ECKey ec(Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID("ec-" + curve.getName()).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
