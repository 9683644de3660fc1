package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;

/** A table on demand, with keys of type string. */
public record DynamoDbTable(
        String name, String partitionKey, Optional<String> sortKey, Optional<String> timeToLiveAttribute) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Makes the table, unless there is one of that name. */
    void create(DynamoDbJsonApi database) throws IOException {
        HttpResponse<String> created =
                database.call("CreateTable", createRequest().toString());
        if (created.statusCode() != 200 && !created.body().contains("ResourceInUseException")) {
            throw new IOException("CreateTable " + name + " answered " + created.body());
        }
        if (timeToLiveAttribute.isPresent() && created.statusCode() == 200) {
            ObjectNode request = JSON.createObjectNode().put("TableName", name);
            request.putObject("TimeToLiveSpecification")
                    .put("AttributeName", timeToLiveAttribute.get())
                    .put("Enabled", true);
            HttpResponse<String> set = database.call("UpdateTimeToLive", request.toString());
            if (set.statusCode() != 200) {
                throw new IOException("UpdateTimeToLive " + name + " answered " + set.body());
            }
        }
    }

    private ObjectNode createRequest() {
        ObjectNode request = JSON.createObjectNode().put("TableName", name).put("BillingMode", "PAY_PER_REQUEST");
        ArrayNode attributes = request.putArray("AttributeDefinitions");
        ArrayNode keys = request.putArray("KeySchema");
        attributes.addObject().put("AttributeName", partitionKey).put("AttributeType", "S");
        keys.addObject().put("AttributeName", partitionKey).put("KeyType", "HASH");
        sortKey.ifPresent(name -> {
            attributes.addObject().put("AttributeName", name).put("AttributeType", "S");
            keys.addObject().put("AttributeName", name).put("KeyType", "RANGE");
        });
        return request;
    }
}
