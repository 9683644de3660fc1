package dev.downlink.protocol;

import org.jspecify.annotations.Nullable;

/**
 * One command of a frame.
 *
 * @param id the client's id for it, which the answer repeats; a positive number in Centrifuge, any JSON string or number
 *     in the action dialect, absent if the client sent none
 * @param method as the client wrote it ({@code subscribe}, {@code onMessage}); empty where none could be read
 */
public record Request(@Nullable Json id, String method, Command command) {

    /** 10: ids are unsigned 32-bit numbers in Centrifuge. */
    private static final int MAX_DIGITS = 10;

    /** The id as a number, which orders Centrifuge's commands; 0 if it is not a number. */
    public long number() {
        if (id == null || id.text().isEmpty() || id.text().length() > MAX_DIGITS) {
            return 0;
        }
        return id.text().chars().allMatch(c -> c >= '0' && c <= '9') ? Long.parseLong(id.text()) : 0;
    }
}
