/** What every Lambda handler extends, receives and returns. */
@NullMarked
package dev.downlink.function;

import org.jspecify.annotations.NullMarked;
