/** Units of the gateway's {@code websocket} package. */
@NullMarked
package dev.downlink.local.gateway.websocket;

import org.jspecify.annotations.NullMarked;
