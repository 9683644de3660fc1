/** The modules: what their POMs declare, what their classes use, and what docs/architecture.md shows. */
@NullMarked
package dev.downlink.architecture;

import org.jspecify.annotations.NullMarked;
