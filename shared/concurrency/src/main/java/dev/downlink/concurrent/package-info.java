/** Parallel calls, event loops and a cache. */
@NullMarked
package dev.downlink.concurrent;

import org.jspecify.annotations.NullMarked;
