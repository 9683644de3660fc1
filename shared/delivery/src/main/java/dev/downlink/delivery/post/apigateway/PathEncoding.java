package dev.downlink.delivery.post.apigateway;

import dev.downlink.http.RequestBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding of a path as SigV4 defines it: all but letters, digits and {@code -._~}. API Gateway decodes the path
 * once and expects the signature of the encoded path encoded again, as all services but S3 do.
 */
final class PathEncoding {

    private static final byte[] PERCENT = {'%'};
    private static final byte[] PERCENT_TWICE = {'%', '2', '5'};
    private static final String HEX = "0123456789ABCDEF";

    private PathEncoding() {}

    /** A path segment for the request line. */
    static void once(String segment, RequestBuffer target) {
        encode(segment, PERCENT, target);
    }

    /** A path segment for the signature. */
    static void twice(String segment, RequestBuffer target) {
        encode(segment, PERCENT_TWICE, target);
    }

    /** The signature's form of a path that is already encoded; its slashes stay. */
    static String again(String path) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char each = path.charAt(i);
            if (each == '/' || isUnreserved(each)) {
                encoded.append(each);
            } else {
                encoded.append('%').append(HEX.charAt(each >> 4)).append(HEX.charAt(each & 0xf));
            }
        }
        return encoded.toString();
    }

    private static void encode(String segment, byte[] percent, RequestBuffer target) {
        for (byte each : segment.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(each)) {
                target.put(each);
            } else {
                target.put(percent);
                target.put((byte) HEX.charAt((each >> 4) & 0xf));
                target.put((byte) HEX.charAt(each & 0xf));
            }
        }
    }

    private static boolean isUnreserved(int each) {
        return (each >= 'a' && each <= 'z')
                || (each >= 'A' && each <= 'Z')
                || (each >= '0' && each <= '9')
                || each == '-'
                || each == '.'
                || each == '_'
                || each == '~';
    }
}
