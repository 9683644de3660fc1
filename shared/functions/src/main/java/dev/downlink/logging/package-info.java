/** How functions log: SLF4J to lines on standard output, JSON in production. */
@NullMarked
package dev.downlink.logging;

import org.jspecify.annotations.NullMarked;
