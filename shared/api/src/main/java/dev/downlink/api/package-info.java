/** What every service that serves the server HTTP API needs. */
@NullMarked
package dev.downlink.api;

import org.jspecify.annotations.NullMarked;
