/** Connections of clients: the handshake at {@code $connect}, the commands of the session, and {@code $disconnect}. */
@NullMarked
package dev.downlink.connectionservice;

import org.jspecify.annotations.NullMarked;
