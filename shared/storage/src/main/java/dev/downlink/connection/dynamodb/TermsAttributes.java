package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.Connection;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.protocol.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The terms of a subscription, in its item: {@code c} command id, {@code ci} channel info (JSON), {@code x} when it expires
 * (epoch seconds), {@code h} 1 if hidden. All but the first are left out where there are none.
 */
final class TermsAttributes {

    private static final String COMMAND = "c";
    private static final String INFO = "ci";
    private static final String EXPIRES_AT = "x";
    private static final String HIDDEN = "h";

    private TermsAttributes() {}

    static Item add(Item item, SubscriptionTerms terms) {
        @Nullable Instant expiresAt = terms.expiresAt();
        Item common = item.with(COMMAND, terms.commandId()).with(INFO, CredentialAttributes.text(terms.info()));
        Item ending = expiresAt == null ? common : common.with(EXPIRES_AT, expiresAt.getEpochSecond());
        return terms.hidden() ? ending.with(HIDDEN, 1) : ending;
    }

    static SubscriptionTerms terms(Item item) {
        return new SubscriptionTerms(
                item.number(COMMAND),
                item.find(INFO).map(Json::new).orElse(null),
                item.has(EXPIRES_AT) ? Instant.ofEpochSecond(item.number(EXPIRES_AT)) : null,
                item.number(HIDDEN) == 1);
    }

    /** @return what was deleted; empty if there is no such item, or it has not expired */
    static Optional<Item> deleteExpired(DynamoDbClient dynamoDb, String table, Item key, Instant now) {
        long latest = now.minus(Connection.EXPIRY_GRACE).getEpochSecond();
        Item values = Item.empty().with(":x", latest);
        try {
            // Renewed or made anew meanwhile, it has not expired.
            return Optional.of(Item.of(dynamoDb.deleteItem(delete -> delete.tableName(table)
                            .key(key.attributes())
                            .conditionExpression("x <= :x")
                            .expressionAttributeValues(values.attributes())
                            .returnValues(ReturnValue.ALL_OLD))
                    .attributes()));
        } catch (ConditionalCheckFailedException live) {
            return Optional.empty();
        }
    }

    /** @return whether there is such a subscription */
    static boolean renew(DynamoDbClient dynamoDb, String table, Item key, SubscriptionTerms terms) {
        @Nullable Instant expiresAt = terms.expiresAt();
        AttributeUpdate update = new AttributeUpdate()
                .text(INFO, CredentialAttributes.text(terms.info()))
                .number(EXPIRES_AT, expiresAt == null ? null : expiresAt.getEpochSecond());
        try {
            dynamoDb.updateItem(change -> update.addTo(change).tableName(table).key(key.attributes()));
            return true;
        } catch (ConditionalCheckFailedException unsubscribed) {
            return false;
        }
    }
}
