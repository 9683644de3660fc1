/** Batches and records of a stream. */
@NullMarked
package dev.downlink.ingestservice.stream;

import org.jspecify.annotations.NullMarked;
