package dev.downlink.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The checksums by which SDKs verify what SQS took and gives. */
final class Md5 {

    private Md5() {}

    static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes": sorted by name;
     * name, data type and value each behind its length; 1 before a text value, 2 before a binary one.
     */
    static String ofAttributes(JsonNode attributes) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        attributes.properties().forEach(each -> sorted.put(each.getKey(), each.getValue()));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sorted.forEach((name, value) -> {
            String type = value.path("DataType").asText();
            write(bytes, name.getBytes(StandardCharsets.UTF_8));
            write(bytes, type.getBytes(StandardCharsets.UTF_8));
            if (type.startsWith("Binary")) {
                bytes.write(2);
                write(
                        bytes,
                        Base64.getDecoder().decode(value.path("BinaryValue").asText()));
            } else {
                bytes.write(1);
                write(bytes, value.path("StringValue").asText().getBytes(StandardCharsets.UTF_8));
            }
        });
        return hex(bytes.toByteArray());
    }

    private static void write(ByteArrayOutputStream target, byte[] part) {
        target.writeBytes(ByteBuffer.allocate(4).putInt(part.length).array());
        target.writeBytes(part);
    }
}
