/** EventBridge's cron expressions. */
@NullMarked
package dev.downlink.cron;

import org.jspecify.annotations.NullMarked;
