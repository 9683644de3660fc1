/** Reads records and maps them to channels by JSON Pointers. */
@NullMarked
package dev.downlink.ingestservice.mapping;

import org.jspecify.annotations.NullMarked;
