package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One command of a frame.
 *
 * @param id the client's id for it, which the answer repeats; a positive number in Centrifuge, any JSON string or number
 *     in the action dialect, absent if the client sent none
 * @param method as the client wrote it ({@code subscribe}, {@code onMessage}); empty where none could be read
 */
public record Request(@Nullable Json id, String method, Command command) {}
