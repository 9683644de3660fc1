/** The whole system, running: the services' own artifacts in their own processes, reached only as clients reach them. */
@NullMarked
package dev.downlink.local.e2e;

import org.jspecify.annotations.NullMarked;
