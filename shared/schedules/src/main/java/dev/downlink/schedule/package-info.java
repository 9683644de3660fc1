/** What is to be published at which times. */
@NullMarked
package dev.downlink.schedule;

import org.jspecify.annotations.NullMarked;
