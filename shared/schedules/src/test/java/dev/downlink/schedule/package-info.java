@NullMarked
package dev.downlink.schedule;

import org.jspecify.annotations.NullMarked;
