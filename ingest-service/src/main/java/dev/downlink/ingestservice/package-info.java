/** Batches of stream records in, publications out. */
@NullMarked
package dev.downlink.ingestservice;

import org.jspecify.annotations.NullMarked;
