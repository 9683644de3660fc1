/** Waiting for many answers at the same time, and memory that threads share. */
@NullMarked
package dev.downlink.concurrent;

import org.jspecify.annotations.NullMarked;
