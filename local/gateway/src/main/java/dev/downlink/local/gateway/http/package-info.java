/** The HTTP API: payload format 2.0, from request to function and back. */
@NullMarked
package dev.downlink.local.gateway.http;

import org.jspecify.annotations.NullMarked;
