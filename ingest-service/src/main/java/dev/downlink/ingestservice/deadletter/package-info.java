/** Keeps the records that cannot be published, for inspection. */
@NullMarked
package dev.downlink.ingestservice.deadletter;

import org.jspecify.annotations.NullMarked;
