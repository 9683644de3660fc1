/** Delivers publications to subscribers: with history by lease and in order, without history at once or not at all. */
@NullMarked
package dev.downlink.delivery;

import org.jspecify.annotations.NullMarked;
