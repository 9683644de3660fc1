package dev.downlink.delivery.post.apigateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** The key derived from a secret for one day, region and service (SigV4), ready for use by one thread. */
final class SigningKey {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String SERVICE = "execute-api";
    private static final String TERMINATOR = "aws4_request";

    private final AwsCredentials credentials;
    private final String day;
    private final String scope;
    private final Mac mac;

    /** {@code day} as {@code yyyyMMdd}. */
    SigningKey(AwsCredentials credentials, String day, String region) {
        this.credentials = credentials;
        this.day = day;
        scope = day + "/" + region + "/" + SERVICE + "/" + TERMINATOR;
        byte[] secret = ("AWS4" + credentials.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        mac = mac(sign(sign(sign(sign(secret, day), region), SERVICE), TERMINATOR));
    }

    boolean isFor(AwsCredentials wanted, String wantedDay) {
        return day.equals(wantedDay) && credentials.equals(wanted);
    }

    AwsCredentials credentials() {
        return credentials;
    }

    /** {@code <day>/<region>/execute-api/aws4_request}. */
    String scope() {
        return scope;
    }

    byte[] sign(byte[] text, int length) {
        mac.update(text, 0, length);
        return mac.doFinal();
    }

    private static byte[] sign(byte[] key, String text) {
        return mac(key).doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
