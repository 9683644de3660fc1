/** Detects moves into and out of areas, once per move. */
@NullMarked
package dev.downlink.ingestservice.geofence;

import org.jspecify.annotations.NullMarked;
