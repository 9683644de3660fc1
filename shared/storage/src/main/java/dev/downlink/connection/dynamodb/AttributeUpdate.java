package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** An update of an item that exists: sets the attributes that have a value, and removes the others. */
final class AttributeUpdate {

    private final List<String> set = new ArrayList<>();
    private final List<String> removed = new ArrayList<>();
    private Item values = Item.empty();

    AttributeUpdate text(String name, @Nullable String value) {
        if (value == null) {
            removed.add(name);
        } else {
            set.add(name + " = :" + name);
            values = values.with(":" + name, value);
        }
        return this;
    }

    AttributeUpdate number(String name, @Nullable Long value) {
        if (value == null) {
            removed.add(name);
        } else {
            set.add(name + " = :" + name);
            values = values.with(":" + name, (long) value);
        }
        return this;
    }

    /** On the condition that the item exists: an update must not recreate a deleted item. */
    UpdateItemRequest.Builder addTo(UpdateItemRequest.Builder change) {
        String sets = set.isEmpty() ? "" : "SET " + String.join(", ", set);
        String removes = removed.isEmpty() ? "" : " REMOVE " + String.join(", ", removed);
        change.updateExpression((sets + removes).strip()).conditionExpression("attribute_exists(pk)");
        return values.isEmpty() ? change : change.expressionAttributeValues(values.attributes());
    }
}
