/** What is published because its time has come. */
@NullMarked
package dev.downlink.scheduler;

import org.jspecify.annotations.NullMarked;
