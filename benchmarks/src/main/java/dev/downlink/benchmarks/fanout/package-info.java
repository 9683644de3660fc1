/** How fast one worker of the delivery engine reaches all subscribers of a large channel. */
@NullMarked
package dev.downlink.benchmarks.fanout;

import org.jspecify.annotations.NullMarked;
