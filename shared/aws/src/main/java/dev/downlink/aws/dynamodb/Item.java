package dev.downlink.aws.dynamodb;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes of one item, immutable; an attribute set to null is left out. */
public final class Item {

    /** The partition key of every table. */
    public static final String PK = "pk";
    /** The sort key of every table. */
    public static final String SK = "sk";
    /** When DynamoDB may delete the item, in epoch seconds; it deletes late, so readers check it too. */
    public static final String TTL = "ttl";

    private final Map<String, AttributeValue> attributes;

    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = Collections.unmodifiableMap(attributes);
    }

    public static Item of(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    /** Attributes without a key: the values of an expression. */
    public static Item empty() {
        return new Item(Map.of());
    }

    public static Item key(String pk, String sk) {
        return empty().with(PK, pk).with(SK, sk);
    }

    public Item with(String name, @Nullable String text) {
        return text == null ? this : with(name, AttributeValue.fromS(text));
    }

    public Item with(String name, long number) {
        return with(name, AttributeValue.fromN(Long.toString(number)));
    }

    public Item with(String name, List<String> texts) {
        return with(
                name,
                AttributeValue.fromL(texts.stream().map(AttributeValue::fromS).toList()));
    }

    public Item with(String name, Map<String, String> texts) {
        return with(
                name,
                AttributeValue.fromM(texts.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, text -> AttributeValue.fromS(text.getValue())))));
    }

    public Item expiring(Instant at) {
        return with(TTL, at.getEpochSecond());
    }

    /** A list of values of any type. */
    public Item withValues(String name, List<AttributeValue> values) {
        return with(name, AttributeValue.fromL(values));
    }

    public Item with(String name, AttributeValue value) {
        Map<String, AttributeValue> more = new HashMap<>(attributes);
        more.put(name, value);
        return new Item(more);
    }

    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(attributes.get(name)).map(AttributeValue::s);
    }

    public String text(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("Item without " + name));
    }

    /** 0 if absent, as with DynamoDB's {@code ADD}. */
    public long number(String name) {
        @Nullable AttributeValue value = attributes.get(name);
        return value == null ? 0 : Long.parseLong(value.n());
    }

    public List<String> texts(String name) {
        @Nullable AttributeValue value = attributes.get(name);
        return value == null
                ? List.of()
                : value.l().stream().map(AttributeValue::s).toList();
    }

    public Map<String, String> textsByName(String name) {
        @Nullable AttributeValue value = attributes.get(name);
        return value == null
                ? Map.of()
                : value.m().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().s()));
    }

    public List<AttributeValue> values(String name) {
        @Nullable AttributeValue value = attributes.get(name);
        return value == null ? List.of() : value.l();
    }

    /** A number set; empty where it is absent, since DynamoDB has no empty sets. */
    public Set<Integer> numbers(String name) {
        @Nullable AttributeValue value = attributes.get(name);
        return value == null
                ? Set.of()
                : value.ns().stream().map(Integer::valueOf).collect(Collectors.toSet());
    }

    /** When it expires; the item must have been written with {@link #expiring}. */
    public Instant expiresAt() {
        return Instant.ofEpochSecond(number(TTL));
    }
}
