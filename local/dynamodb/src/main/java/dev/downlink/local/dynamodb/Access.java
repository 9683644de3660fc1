package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What one request does to one item or, for a query, to the items of one partition key.
 *
 * @param partition whose throughput it takes
 * @param units what it takes at least, known before it is done: a written item by its size, all others by the smallest unit
 */
record Access(Partition partition, double units) {

    /**
     * A partition key of a table, in one direction.
     *
     * @param key the key's value as typed JSON
     */
    record Partition(String table, String key, boolean write) {}

    private static final int WRITE_UNIT_BYTES = 1024;
    private static final int READ_UNIT_BYTES = 4096;

    /** @param cost 1, or 2 in a transaction */
    static Access put(String table, JsonNode item, String keyName, int cost) {
        return new Access(
                new Partition(table, item.path(keyName).toString(), true),
                cost * units(ItemSize.of(item), WRITE_UNIT_BYTES));
    }

    /** An update, a deletion or a condition check: the item's size is not in the request. */
    static Access write(String table, JsonNode key, String keyName, int cost) {
        return new Access(new Partition(table, key.path(keyName).toString(), true), cost);
    }

    /** @param cost 0.5, or 1 with strong consistency, or 2 in a transaction */
    static Access read(String table, JsonNode keyValue, double cost) {
        return new Access(new Partition(table, keyValue.toString(), false), cost);
    }

    /** What reading that item takes beyond what this access takes at least. */
    Access beyondLeast(JsonNode item) {
        return new Access(partition, units * (units(ItemSize.of(item), READ_UNIT_BYTES) - 1));
    }

    private static int units(int bytes, int unitBytes) {
        return Math.max(1, (bytes + unitBytes - 1) / unitBytes);
    }
}
