/** Geofence states in DynamoDB. */
@NullMarked
package dev.downlink.ingest.geofence.dynamodb;

import org.jspecify.annotations.NullMarked;
