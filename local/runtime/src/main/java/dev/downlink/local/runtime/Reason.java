package dev.downlink.local.runtime;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Why something failed, in one line for a person: Java's own file errors often say only which file. */
final class Reason {

    private Reason() {}

    static String of(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException unchecked -> of(Objects.requireNonNull(unchecked.getCause()));
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case NoSuchFileException missing -> missing.getFile() + ": no such file";
            case FileAlreadyExistsException existing -> existing.getFile() + ": not a folder";
            default -> Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        };
    }
}
