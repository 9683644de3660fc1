package dev.downlink.local.lambda;

import java.nio.file.Path;
import java.util.List;

/** What a function's process does about its class-data archive. */
sealed interface ClassArchive {

    /** Maps the archive instead of loading and verifying classes. */
    record Used(Path archive) implements ClassArchive {}

    /** Writes one when it exits. */
    record Recorded(String function, Path incomplete, Path archive) implements ClassArchive {}

    /** Runs without. */
    record None() implements ClassArchive {}

    default List<String> flags() {
        return switch (this) {
            case Used used -> List.of("-XX:SharedArchiveFile=" + used.archive());
            case Recorded recorded -> List.of("-XX:ArchiveClassesAtExit=" + recorded.incomplete());
            case None ignored -> List.of();
        };
    }
}
