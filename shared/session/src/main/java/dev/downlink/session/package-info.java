/** The frames of clients: decodes the commands, has each one answered within the time and room there is, and encodes the replies. */
@NullMarked
package dev.downlink.session;

import org.jspecify.annotations.NullMarked;
