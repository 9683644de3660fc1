@NullMarked
package dev.downlink.time;

import org.jspecify.annotations.NullMarked;
