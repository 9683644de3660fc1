/** Keeps the records that cannot be published, for people to look at. */
@NullMarked
package dev.downlink.ingestservice.deadletter;

import org.jspecify.annotations.NullMarked;
