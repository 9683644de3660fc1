/** Records of a stream, as every part of this service sees them. */
@NullMarked
package dev.downlink.ingestservice.stream;

import org.jspecify.annotations.NullMarked;
