@NullMarked
package dev.downlink.schedulerservice.beat;

import org.jspecify.annotations.NullMarked;
