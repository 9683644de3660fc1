/** Records of a stream, as every part of this service sees them. */
@NullMarked
package dev.downlink.ingest.stream;

import org.jspecify.annotations.NullMarked;
