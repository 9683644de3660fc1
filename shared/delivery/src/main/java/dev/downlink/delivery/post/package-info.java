/** Posts frames to connections through the @connections API. */
@NullMarked
package dev.downlink.delivery.post;

import org.jspecify.annotations.NullMarked;
