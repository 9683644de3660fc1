package dev.downlink.protocol;

/**
 * A position in a channel's history.
 *
 * @param offset of the last publication seen; the first publication has offset 1
 * @param epoch names one incarnation of the history; offsets of different epochs cannot be compared
 */
public record StreamPosition(long offset, String epoch) {}
