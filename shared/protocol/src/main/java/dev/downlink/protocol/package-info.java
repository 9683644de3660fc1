/** The wire protocol: commands, replies and pushes, and one codec for each dialect. */
@NullMarked
package dev.downlink.protocol;

import org.jspecify.annotations.NullMarked;
