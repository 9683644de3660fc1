/** Notices what moves into areas and out of them, once per move. */
@NullMarked
package dev.downlink.ingestservice.geofence;

import org.jspecify.annotations.NullMarked;
