package dev.downlink.local.kinesis;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A shard's records on disk: append-only segments named by their first counter, deleted whole once all of their records are
 * trimmed. What was appended survives the process, not the machine. Not thread-safe.
 */
final class ShardFiles {

    /** Small enough that deleting whole segments keeps the disk near what memory holds. */
    private static final long SEGMENT_BYTES = 8L * 1024 * 1024;

    /** 10 MiB: the largest record that a stream can be made to take. */
    private static final int MAX_DATA_BYTES = 10 * 1024 * 1024;

    private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES + Long.BYTES + Short.BYTES;

    private final Path directory;
    private final TreeMap<Long, Path> segments = new TreeMap<>();
    private FileChannel current;

    /** Takes one record of a replay. */
    @FunctionalInterface
    interface Replayed {
        void record(long counter, Instant arrival, String partitionKey, byte[] data);
    }

    ShardFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.toString().endsWith(".log"))
                        .forEach(file -> segments.put(firstCounter(file), file));
            }
            if (segments.isEmpty()) {
                segments.put(1L, segment(1));
            }
            current = open(segments.lastEntry().getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The counter that a replay without records leaves as the next one. */
    long firstCounter() {
        return segments.firstKey();
    }

    /** Hands over every record in order, and cuts off a last one that was not written whole. */
    void replay(Replayed replayed) {
        try {
            for (Path segment : segments.values()) {
                long wholeBytes = replay(segment, replayed);
                if (segment.equals(segments.lastEntry().getValue())) {
                    current.truncate(wholeBytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void append(long counter, Instant arrival, String partitionKey, byte[] data) {
        byte[] key = partitionKey.getBytes(StandardCharsets.UTF_8);
        ByteBuffer record = ByteBuffer.allocate(HEADER_BYTES + key.length + data.length)
                .putInt(data.length)
                .putLong(counter)
                .putLong(arrival.toEpochMilli())
                .putShort((short) key.length)
                .put(key)
                .put(data)
                .flip();
        try {
            if (current.size() >= SEGMENT_BYTES) {
                current.close();
                segments.put(counter, segment(counter));
                current = open(segment(counter));
            }
            while (record.hasRemaining()) {
                current.write(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets segments that hold nothing from the counter on. */
    void trim(long horizon) {
        // The last segment stays: its name remembers the counter.
        for (Map.Entry<Long, Path> next = segments.higherEntry(segments.firstKey());
                next != null && next.getKey() <= horizon;
                next = segments.higherEntry(segments.firstKey())) {
            try {
                Files.deleteIfExists(segments.pollFirstEntry().getValue());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void close() {
        try {
            current.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long replay(Path segment, Replayed replayed) throws IOException {
        long wholeBytes = 0;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(segment), 1 << 16))) {
            while (true) {
                int dataBytes = in.readInt();
                long counter = in.readLong();
                Instant arrival = Instant.ofEpochMilli(in.readLong());
                int keyBytes = in.readShort();
                if (dataBytes < 0 || dataBytes > MAX_DATA_BYTES || keyBytes < 0) {
                    throw new IOException(segment + " is damaged after " + wholeBytes + " bytes");
                }
                byte[] key = new byte[keyBytes];
                in.readFully(key);
                byte[] data = new byte[dataBytes];
                in.readFully(data);
                replayed.record(counter, arrival, new String(key, StandardCharsets.UTF_8), data);
                wholeBytes += HEADER_BYTES + key.length + dataBytes;
            }
        } catch (EOFException e) {
            return wholeBytes;
        }
    }

    private Path segment(long counter) {
        return directory.resolve("%019d.log".formatted(counter));
    }

    private static long firstCounter(Path file) {
        return Long.parseLong(file.getFileName().toString().replace(".log", ""));
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
}
