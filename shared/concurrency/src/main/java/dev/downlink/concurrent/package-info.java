/** Waiting for many answers at the same time. */
@NullMarked
package dev.downlink.concurrent;

import org.jspecify.annotations.NullMarked;
