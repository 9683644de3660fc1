/** How many posts a second of processor time buys, with our own HTTP client and with others. */
@NullMarked
package dev.downlink.benchmarks.poster;

import org.jspecify.annotations.NullMarked;
