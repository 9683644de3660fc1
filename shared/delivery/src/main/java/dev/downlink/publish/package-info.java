/** Publishing: append to the log where there is one, then have it delivered. */
@NullMarked
package dev.downlink.publish;

import org.jspecify.annotations.NullMarked;
