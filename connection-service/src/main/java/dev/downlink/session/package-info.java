/** The client's side of a connection: admission at {@code $connect}, the session's commands, and the end. */
@NullMarked
package dev.downlink.session;

import org.jspecify.annotations.NullMarked;
