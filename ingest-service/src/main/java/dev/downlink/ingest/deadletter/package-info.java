/** Keeps the records that cannot be published, for people to look at. */
@NullMarked
package dev.downlink.ingest.deadletter;

import org.jspecify.annotations.NullMarked;
