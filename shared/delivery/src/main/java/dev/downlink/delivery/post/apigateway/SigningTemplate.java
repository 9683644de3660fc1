package dev.downlink.delivery.post.apigateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * What is the same in all requests signed within one second with one key.
 *
 * @param headers of the request, from the end of the path to the signature
 * @param canonicalHeaders of the canonical request, from the date to the names of the signed headers
 * @param stringToSign from its beginning to the hash of the canonical request
 */
record SigningTemplate(SigningKey key, long epochSecond, byte[] headers, byte[] canonicalHeaders, byte[] stringToSign) {

    private static final String SIGNED_HEADERS = "host;x-amz-content-sha256;x-amz-date";

    /** {@code date} as {@code yyyyMMdd'T'HHmmss'Z'}. */
    static SigningTemplate of(SigningKey key, long epochSecond, String date, String authority) {
        String token = key.credentials() instanceof AwsSessionCredentials session ? session.sessionToken() : "";
        String signedHeaders = token.isEmpty() ? SIGNED_HEADERS : SIGNED_HEADERS + ";x-amz-security-token";
        String headers = " HTTP/1.1\r\nHost: " + authority + "\r\nX-Amz-Date: " + date
                + (token.isEmpty() ? "" : "\r\nX-Amz-Security-Token: " + token)
                + "\r\nAuthorization: AWS4-HMAC-SHA256 Credential="
                + key.credentials().accessKeyId() + "/" + key.scope()
                + ", SignedHeaders=" + signedHeaders + ", Signature=";
        String canonicalHeaders = "\nx-amz-date:" + date
                + (token.isEmpty() ? "" : "\nx-amz-security-token:" + token)
                + "\n\n" + signedHeaders + "\n";
        String stringToSign = "AWS4-HMAC-SHA256\n" + date + "\n" + key.scope() + "\n";
        return new SigningTemplate(
                key,
                epochSecond,
                headers.getBytes(US_ASCII),
                canonicalHeaders.getBytes(US_ASCII),
                stringToSign.getBytes(US_ASCII));
    }
}
