/** Tests of the codecs, and the client's side of them for tests everywhere. */
@NullMarked
package dev.downlink.protocol;

import org.jspecify.annotations.NullMarked;
