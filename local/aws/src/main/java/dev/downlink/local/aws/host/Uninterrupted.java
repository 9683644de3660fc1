package dev.downlink.local.aws.host;

import java.util.List;
import java.util.stream.Stream;

/**
 * Commands that a Ctrl-C in the terminal does not reach, though the terminal sends it to every process of the group: those
 * that are needed until the last WebSocket is closed. Whoever starts one ends it.
 */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** The same process, with an ignored interrupt that it inherits. */
    public static List<String> command(List<String> command) {
        return Stream.concat(Stream.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"), command.stream())
                .toList();
    }
}
