/** What both APIs of the gateway do with a request: stamp it, throttle it and pass it to a function. */
@NullMarked
package dev.downlink.local.gateway.integration;

import org.jspecify.annotations.NullMarked;
