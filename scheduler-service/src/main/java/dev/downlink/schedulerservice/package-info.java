/** Publishes announcements when they are due, and sweeps once a minute. */
@NullMarked
package dev.downlink.schedulerservice;

import org.jspecify.annotations.NullMarked;
