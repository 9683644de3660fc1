/** The time of day, in one place. */
@NullMarked
package dev.downlink.time;

import org.jspecify.annotations.NullMarked;
