/** An HTTP/1.1 client for one origin: kept-alive connections on one thread, plain or TLS. */
@NullMarked
package dev.downlink.http;

import org.jspecify.annotations.NullMarked;
