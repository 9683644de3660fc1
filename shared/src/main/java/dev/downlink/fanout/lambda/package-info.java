/** Starts the fan-out worker through Lambda. */
@NullMarked
package dev.downlink.fanout.lambda;

import org.jspecify.annotations.NullMarked;
