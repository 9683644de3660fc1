/** The server HTTP API, as far as it concerns schedules. */
@NullMarked
package dev.downlink.schedulerservice.api;

import org.jspecify.annotations.NullMarked;
