@NullMarked
package dev.downlink.schedule.eventbridge;

import org.jspecify.annotations.NullMarked;
