/** The demo: a real morning of the New York subway, replayed into Kinesis. */
@NullMarked
package dev.downlink.local.runtime.demo;

import org.jspecify.annotations.NullMarked;
