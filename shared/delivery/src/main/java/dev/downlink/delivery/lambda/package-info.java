/** Starts the fan-out worker through Lambda. */
@NullMarked
package dev.downlink.delivery.lambda;

import org.jspecify.annotations.NullMarked;
