package dev.downlink.api;

import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.Decoder;
import io.micronaut.serde.exceptions.SerdeException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Refuses the types that no request has. */
abstract class BasicDecoder implements Decoder {

    @Override
    public byte decodeByte() throws IOException {
        throw unsupported();
    }

    @Override
    public short decodeShort() throws IOException {
        throw unsupported();
    }

    @Override
    public char decodeChar() throws IOException {
        throw unsupported();
    }

    @Override
    public float decodeFloat() throws IOException {
        throw unsupported();
    }

    @Override
    public BigInteger decodeBigInteger() throws IOException {
        throw unsupported();
    }

    @Override
    public BigDecimal decodeBigDecimal() throws IOException {
        throw unsupported();
    }

    @Override
    public Object decodeArbitrary() throws IOException {
        throw unsupported();
    }

    @Override
    public JsonNode decodeNode() throws IOException {
        throw unsupported();
    }

    @Override
    public Decoder decodeBuffer() throws IOException {
        throw unsupported();
    }

    private static IOException unsupported() {
        return new SerdeException("no request has a value of this type");
    }
}
