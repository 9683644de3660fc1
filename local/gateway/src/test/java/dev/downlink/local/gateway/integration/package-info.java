/** Units of the gateway's {@code integration} package. */
@NullMarked
package dev.downlink.local.gateway.integration;

import org.jspecify.annotations.NullMarked;
