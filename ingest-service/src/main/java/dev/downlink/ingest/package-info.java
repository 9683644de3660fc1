/** Batches of stream records in, publications out. */
@NullMarked
package dev.downlink.ingest;

import org.jspecify.annotations.NullMarked;
