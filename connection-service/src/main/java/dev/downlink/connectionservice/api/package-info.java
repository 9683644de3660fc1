/** The server HTTP API, in Centrifugo's requests and answers, as far as it concerns connections and subscriptions. */
@NullMarked
package dev.downlink.connectionservice.api;

import org.jspecify.annotations.NullMarked;
