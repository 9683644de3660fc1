/** The registry of connections and their subscriptions. */
@NullMarked
package dev.downlink.connection;

import org.jspecify.annotations.NullMarked;
