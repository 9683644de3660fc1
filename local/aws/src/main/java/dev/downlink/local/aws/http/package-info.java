/** An HTTP/1.1 and HTTP/2 server on Netty for the endpoints of AWS: requests and responses are whole values. */
@NullMarked
package dev.downlink.local.aws.http;

import org.jspecify.annotations.NullMarked;
