/** Connection tokens: JWTs with the identity of a client. */
@NullMarked
package dev.downlink.connectionservice.token;

import org.jspecify.annotations.NullMarked;
