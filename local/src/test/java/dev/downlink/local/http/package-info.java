/** Tests of the HTTP server. */
@NullMarked
package dev.downlink.local.http;

import org.jspecify.annotations.NullMarked;
