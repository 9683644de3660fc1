/** Keeps quiet connections open, and asks old ones to reconnect before API Gateway ends them. */
@NullMarked
package dev.downlink.schedulerservice.beat;

import org.jspecify.annotations.NullMarked;
