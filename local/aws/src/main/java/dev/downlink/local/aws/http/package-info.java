/** A small HTTP/1.1 server on Netty for the endpoints that AWS would serve: requests and responses are whole values. */
@NullMarked
package dev.downlink.local.aws.http;

import org.jspecify.annotations.NullMarked;
