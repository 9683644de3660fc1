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
        @Nullable Instant expiresAt = terms.expiresAt();
        Item common = item.with(COMMAND, terms.commandId()).with(INFO, CredentialAttributes.text(terms.info()));
        return expiresAt == null ? common : common.with(EXPIRES_AT, expiresAt.getEpochSecond());
    }

    static SubscriptionTerms terms(Item item) {
        return new SubscriptionTerms(
                item.number(COMMAND),
                item.find(INFO).map(Json::new).orElse(null),
                item.has(EXPIRES_AT) ? Instant.ofEpochSecond(item.number(EXPIRES_AT)) : null);
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
