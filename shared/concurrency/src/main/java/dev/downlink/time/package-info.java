/** The clock, deadlines and back-off. */
@NullMarked
package dev.downlink.time;

import org.jspecify.annotations.NullMarked;
