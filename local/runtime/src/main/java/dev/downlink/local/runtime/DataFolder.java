package dev.downlink.local.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The folder of {@code --data}, held by one runtime at a time: two would append to the same files. */
final class DataFolder implements AutoCloseable {

    private final FileChannel channel;

    private DataFolder(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Makes the folder if it is not there; it is free again when this is closed or the process ends, however it does.
     *
     * @throws IOException if another runtime has it
     */
    static DataFolder lock(Path directory) throws IOException {
        Path file = Files.createDirectories(directory).resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new DataFolder(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(inUse(directory), e);
        }
        channel.close();
        throw new IOException(inUse(directory));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static String inUse(Path directory) {
        return directory + " is in use by another ./downlink";
    }
}
