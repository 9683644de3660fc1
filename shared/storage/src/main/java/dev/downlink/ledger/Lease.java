package dev.downlink.ledger;

import java.time.Instant;

/**
 * The exclusive right to deliver to a shard, as of the last successful call to the {@link DeliveryLedger}.
 *
 * @param token the fencing token: grows with every holder
 * @param requested the offset up to which delivery has been requested
 * @param until when it expires unless renewed
 */
public record Lease(ChannelShard shard, String epoch, long token, long requested, Instant until) {}
