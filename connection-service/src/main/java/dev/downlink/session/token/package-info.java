/** Connection tokens: JWTs that say who a client is. */
@NullMarked
package dev.downlink.session.token;

import org.jspecify.annotations.NullMarked;
