/** The calls of the server HTTP API about schedules. */
@NullMarked
package dev.downlink.schedulerservice.api;

import org.jspecify.annotations.NullMarked;
