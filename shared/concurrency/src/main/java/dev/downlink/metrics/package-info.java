/** What is counted and timed, for CloudWatch. */
@NullMarked
package dev.downlink.metrics;

import org.jspecify.annotations.NullMarked;
