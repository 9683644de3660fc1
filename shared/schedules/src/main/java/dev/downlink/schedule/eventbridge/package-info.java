/** Schedules in EventBridge Scheduler. */
@NullMarked
package dev.downlink.schedule.eventbridge;

import org.jspecify.annotations.NullMarked;
