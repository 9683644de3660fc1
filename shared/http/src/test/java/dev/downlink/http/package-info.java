/** The HTTP client against servers that behave and misbehave. */
@NullMarked
package dev.downlink.http;

import org.jspecify.annotations.NullMarked;
