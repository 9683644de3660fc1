/** The services as their {@code service.yml} describes them, and what their environment variables mean on this machine. */
@NullMarked
package dev.downlink.local.runtime.service;

import org.jspecify.annotations.NullMarked;
