/** The AWS endpoint: one port, every emulated service. */
@NullMarked
package dev.downlink.local.aws;

import org.jspecify.annotations.NullMarked;
