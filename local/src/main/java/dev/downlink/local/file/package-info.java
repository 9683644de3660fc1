/** Files in which state outlives a run. */
@NullMarked
package dev.downlink.local.file;

import org.jspecify.annotations.NullMarked;
