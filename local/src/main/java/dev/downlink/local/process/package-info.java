/** Processes that this one starts. */
@NullMarked
package dev.downlink.local.process;

import org.jspecify.annotations.NullMarked;
