package dev.downlink.local.aws.host;

import java.util.List;
import java.util.stream.Stream;

/**
 * Commands that ignore Ctrl-C, which the terminal sends to every process of the group: they are needed until the last WebSocket
 * is closed. The process that starts one ends it.
 */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** The same command, started with the interrupt signal ignored. */
    public static List<String> command(List<String> command) {
        return Stream.concat(Stream.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"), command.stream())
                .toList();
    }
}
