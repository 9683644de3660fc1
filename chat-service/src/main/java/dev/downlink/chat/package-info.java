/** Publishing by clients, and the worker that delivers publications. */
@NullMarked
package dev.downlink.chat;

import org.jspecify.annotations.NullMarked;
