package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.protocol.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The terms of a subscription, in its item: {@code c} command id, {@code ci} channel info (JSON), {@code x} when it expires
 * (epoch seconds). The last two are left out where there are none.
 */
final class TermsAttributes {

    private static final String COMMAND = "c";
    private static final String INFO = "ci";
    private static final String EXPIRES_AT = "x";

    private TermsAttributes() {}

    static Item add(Item item, SubscriptionTerms terms) {
        return addRenewable(item.with(COMMAND, terms.commandId()), INFO, EXPIRES_AT, terms);
    }

    static SubscriptionTerms terms(Item item) {
        return new SubscriptionTerms(
                item.number(COMMAND),
                item.find(INFO).map(Json::new).orElse(null),
                item.has(EXPIRES_AT) ? Instant.ofEpochSecond(item.number(EXPIRES_AT)) : null);
    }

    /** @return whether there is such a subscription */
    static boolean renew(DynamoDbClient dynamoDb, String table, Item key, SubscriptionTerms terms) {
        Item values = addRenewable(Item.empty(), ":ci", ":x", terms);
        try {
            // Only if it exists: a client that has unsubscribed must stay unsubscribed.
            dynamoDb.updateItem(change -> {
                change.tableName(table)
                        .key(key.attributes())
                        .updateExpression(expression(terms))
                        .conditionExpression("attribute_exists(pk)");
                if (!values.isEmpty()) {
                    change.expressionAttributeValues(values.attributes());
                }
            });
            return true;
        } catch (ConditionalCheckFailedException gone) {
            return false;
        }
    }

    private static String expression(SubscriptionTerms terms) {
        boolean info = terms.info() != null;
        boolean expires = terms.expiresAt() != null;
        if (info && expires) {
            return "SET ci = :ci, x = :x";
        }
        if (info) {
            return "SET ci = :ci REMOVE x";
        }
        return expires ? "SET x = :x REMOVE ci" : "REMOVE ci, x";
    }

    private static Item addRenewable(Item item, String infoName, String expiryName, SubscriptionTerms terms) {
        @Nullable Json info = terms.info();
        @Nullable Instant expiresAt = terms.expiresAt();
        Item withInfo = item.with(infoName, info == null ? null : info.text());
        return expiresAt == null ? withInfo : withInfo.with(expiryName, expiresAt.getEpochSecond());
    }
}
