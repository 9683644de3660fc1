/** The gateway from outside: real sockets in front, a recording Lambda behind. */
@NullMarked
package dev.downlink.local.gateway;

import org.jspecify.annotations.NullMarked;
