/** Channels and the rules of {@code channels.yml} that govern them. */
@NullMarked
package dev.downlink.channel;

import org.jspecify.annotations.NullMarked;
