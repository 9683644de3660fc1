/** Units of the gateway's {@code http} package. */
@NullMarked
package dev.downlink.local.gateway.http;

import org.jspecify.annotations.NullMarked;
