package dev.downlink.channel;

import dev.downlink.protocol.Json;

/** {@code publication_data_format}: which data may be published. Here all data is JSON. */
public enum PublicationDataFormat {
    /** Not empty: the default. */
    ANY,
    JSON,
    JSON_OBJECT,
    /** May be empty. */
    BINARY;

    public boolean accepts(Json data) {
        return switch (this) {
            case ANY, JSON, BINARY -> true;
            case JSON_OBJECT -> data.text().startsWith("{");
        };
    }
}
