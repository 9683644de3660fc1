package dev.downlink.local.aws;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;

/** CBOR whose arrays and maps do not say their length beforehand, as AWS answers. */
final class IndefiniteLengthGenerator extends JsonGeneratorDelegate {

    IndefiniteLengthGenerator(JsonGenerator cbor) {
        super(cbor);
    }

    @Override
    public void writeStartArray(Object value, int size) throws IOException {
        super.writeStartArray(value);
    }

    @Override
    public void writeStartObject(Object value, int size) throws IOException {
        super.writeStartObject(value);
    }
}
