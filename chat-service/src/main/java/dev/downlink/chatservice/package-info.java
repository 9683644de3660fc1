/** Publishing by clients, and the worker that delivers publications. */
@NullMarked
package dev.downlink.chatservice;

import org.jspecify.annotations.NullMarked;
