/** Reads records and says, by JSON Pointers, which channels they go to. */
@NullMarked
package dev.downlink.ingestservice.mapping;

import org.jspecify.annotations.NullMarked;
