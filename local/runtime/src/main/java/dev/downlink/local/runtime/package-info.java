/** The local runtime: what AWS does for the services, on one machine. */
@NullMarked
package dev.downlink.local.runtime;

import org.jspecify.annotations.NullMarked;
