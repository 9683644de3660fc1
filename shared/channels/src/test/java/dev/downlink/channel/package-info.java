/** Tests of the channel rules. */
@NullMarked
package dev.downlink.channel;

import org.jspecify.annotations.NullMarked;
