/** The channel log: every publication of a channel with history, in offset order. */
@NullMarked
package dev.downlink.history;

import org.jspecify.annotations.NullMarked;
