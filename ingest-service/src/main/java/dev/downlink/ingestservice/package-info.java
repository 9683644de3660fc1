/** Publishes batches of stream records. */
@NullMarked
package dev.downlink.ingestservice;

import org.jspecify.annotations.NullMarked;
