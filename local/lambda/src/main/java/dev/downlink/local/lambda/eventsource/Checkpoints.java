package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.aws.host.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** How far each function has read each shard: in a small file each, where streams are kept on disk, too. */
final class Checkpoints {

    /** A stream that was made anew is another one, whatever its name. */
    record Key(String function, String stream, Instant streamCreatedAt, String shard) {

        private String fileName() {
            return "%s.%s.%d.%s".formatted(function, stream, streamCreatedAt.toEpochMilli(), shard);
        }
    }

    private final Optional<Path> directory;

    /**
     * @param directory empty keeps nothing
     */
    Checkpoints(Optional<Path> directory) {
        this.directory = directory;
    }

    OptionalLong find(Key key) {
        Optional<Path> file = file(key).filter(Files::exists);
        return file.isPresent() ? OptionalLong.of(read(file.get())) : OptionalLong.empty();
    }

    void save(Key key, long position) {
        file(key).ifPresent(file -> write(file, position));
    }

    private Optional<Path> file(Key key) {
        return directory.map(folder -> folder.resolve(key.fileName()));
    }

    private static long read(Path file) {
        try {
            return Long.parseLong(Files.readString(file));
        } catch (NumberFormatException e) {
            throw new UncheckedIOException(new IOException(file + " is damaged: it should hold a number", e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, long position) {
        try {
            WholeFile.replace(file, Long.toString(position).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
