package dev.downlink.delivery.post.apigateway;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.Frame;
import dev.downlink.http.RequestBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Writes the heads of signed requests (AWS Signature Version 4, service execute-api). For use by one thread. */
final class RequestSigner {

    /** A method of {@code @connections} and the beginnings of its requests. */
    private record Operation(byte[] requestLine, byte[] canonicalRequest) {

        static Operation of(String method, String path) {
            return new Operation(
                    (method + " " + path).getBytes(US_ASCII),
                    (method + "\n" + PathEncoding.again(path)).getBytes(US_ASCII));
        }
    }

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int DAY_LENGTH = 8;
    private static final byte[] HASH_HEADER = "\r\nX-Amz-Content-Sha256: ".getBytes(US_ASCII);
    private static final byte[] LENGTH_HEADER = "\r\nContent-Length: ".getBytes(US_ASCII);
    private static final byte[] TYPE_HEADER = "\r\nContent-Type: application/json".getBytes(US_ASCII);
    private static final byte[] END = "\r\n\r\n".getBytes(US_ASCII);

    private final String authority;
    private final String region;
    private final Clock clock;
    private final Operation post;
    private final Operation delete;
    private final Operation get;
    /** Between the path and the hash of the payload: no query, and the first headers. */
    private final byte[] canonicalStart;

    private final RequestBuffer scratch = new RequestBuffer();
    private final MessageDigest digest;
    private @Nullable SigningTemplate last;

    RequestSigner(CallbackEndpoint endpoint, String region, Clock clock) {
        authority = endpoint.origin().authority();
        this.region = region;
        this.clock = clock;
        post = Operation.of("POST", endpoint.connectionsPath());
        delete = Operation.of("DELETE", endpoint.connectionsPath());
        get = Operation.of("GET", endpoint.connectionsPath());
        canonicalStart = ("\n\nhost:" + authority + "\nx-amz-content-sha256:").getBytes(US_ASCII);
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void writePost(ConnectionId connection, Frame frame, AwsCredentials credentials, RequestBuffer head) {
        write(post, connection, frame.sha256(), credentials, head);
        head.put(TYPE_HEADER)
                .put(LENGTH_HEADER)
                .putDecimal(frame.bytes().length)
                .put(END);
    }

    void writeDelete(ConnectionId connection, Frame empty, AwsCredentials credentials, RequestBuffer head) {
        write(delete, connection, empty.sha256(), credentials, head);
        head.put(END);
    }

    void writeGet(ConnectionId connection, Frame empty, AwsCredentials credentials, RequestBuffer head) {
        write(get, connection, empty.sha256(), credentials, head);
        head.put(END);
    }

    private void write(
            Operation operation, ConnectionId id, byte[] hash, AwsCredentials credentials, RequestBuffer head) {
        SigningTemplate template = template(credentials);
        byte[] signature = sign(operation, id, hash, template);
        PathEncoding.once(id.value(), head.put(operation.requestLine));
        head.put(template.headers()).putHex(signature).put(HASH_HEADER).putHex(hash);
    }

    private byte[] sign(Operation operation, ConnectionId id, byte[] hash, SigningTemplate template) {
        PathEncoding.twice(id.value(), scratch.clear().put(operation.canonicalRequest));
        scratch.put(canonicalStart)
                .putHex(hash)
                .put(template.canonicalHeaders())
                .putHex(hash);
        digest.update(scratch.array(), 0, scratch.length());
        scratch.clear().put(template.stringToSign()).putHex(digest.digest());
        return template.key().sign(scratch.array(), scratch.length());
    }

    private SigningTemplate template(AwsCredentials credentials) {
        long now = Math.floorDiv(clock.millis(), 1_000);
        SigningTemplate known = last;
        if (known == null
                || known.epochSecond() != now
                || !known.key().credentials().equals(credentials)) {
            String date = DATE.format(Instant.ofEpochSecond(now));
            String day = date.substring(0, DAY_LENGTH);
            SigningKey key = known != null && known.key().isFor(credentials, day)
                    ? known.key()
                    : new SigningKey(credentials, day, region);
            known = SigningTemplate.of(key, now, date, authority);
            last = known;
        }
        return known;
    }
}
