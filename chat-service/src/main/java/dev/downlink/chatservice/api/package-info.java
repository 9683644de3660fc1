/** The server HTTP API, in Centrifugo's requests and answers, as far as it concerns publications. */
@NullMarked
package dev.downlink.chatservice.api;

import org.jspecify.annotations.NullMarked;
