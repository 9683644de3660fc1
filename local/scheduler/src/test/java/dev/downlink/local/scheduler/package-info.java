@NullMarked
package dev.downlink.local.scheduler;

import org.jspecify.annotations.NullMarked;
