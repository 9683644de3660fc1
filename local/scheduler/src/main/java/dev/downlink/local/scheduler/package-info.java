/** EventBridge Scheduler: schedules, their groups, and what they fire. */
@NullMarked
package dev.downlink.local.scheduler;

import org.jspecify.annotations.NullMarked;
