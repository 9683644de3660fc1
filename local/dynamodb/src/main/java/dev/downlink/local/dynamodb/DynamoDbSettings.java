package dev.downlink.local.dynamodb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How DynamoDB Local is run.
 *
 * @param java the {@code java} command, 21 or newer
 * @param libraries the folder with DynamoDB Local's jars
 * @param port 0 for any free one
 * @param directory where tables outlive the process; empty keeps them in memory only
 * @param startTimeout how long it may take until it answers
 */
public record DynamoDbSettings(Path java, Path libraries, int port, Optional<Path> directory, Duration startTimeout) {

    /** In memory, on any free port, on the JDK that runs us. */
    public static DynamoDbSettings inMemory(Path libraries) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new DynamoDbSettings(java, libraries, 0, Optional.empty(), Duration.ofSeconds(30));
    }

    public DynamoDbSettings withDirectory(Path path) {
        return new DynamoDbSettings(java, libraries, port, Optional.of(path), startTimeout);
    }
}
