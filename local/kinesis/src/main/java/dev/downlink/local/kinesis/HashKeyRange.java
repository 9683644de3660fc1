package dev.downlink.local.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/** The 128-bit hash keys of one shard, both ends included. */
record HashKeyRange(BigInteger start, BigInteger end) {

    private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(128);
    static final BigInteger MAX_KEY = KEYS.subtract(BigInteger.ONE);

    /** The whole key space in so many equal parts; the last takes the remainder. */
    static List<HashKeyRange> split(int parts) {
        BigInteger size = KEYS.divide(BigInteger.valueOf(parts));
        return IntStream.range(0, parts)
                .mapToObj(i -> new HashKeyRange(
                        size.multiply(BigInteger.valueOf(i)),
                        i == parts - 1
                                ? MAX_KEY
                                : size.multiply(BigInteger.valueOf(i + 1L)).subtract(BigInteger.ONE)))
                .toList();
    }

    /** MD5 of the partition key, as an unsigned number. */
    static BigInteger hash(String partitionKey) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    boolean contains(BigInteger key) {
        return start.compareTo(key) <= 0 && key.compareTo(end) <= 0;
    }
}
