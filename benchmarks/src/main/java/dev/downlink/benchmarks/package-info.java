/** Measurements of the running system, taken from outside: processes, sockets and HTTP. */
@NullMarked
package dev.downlink.benchmarks;

import org.jspecify.annotations.NullMarked;
