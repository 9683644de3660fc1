package dev.downlink.local.sqs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.aws.host.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What happened to the queues, a line of JSON each: appended to while they are used, and written anew when they are loaded. */
final class QueueFile {

    /** Which messages are received at the moment is not kept. Times in epoch milliseconds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Change.Created.class, name = "created"),
        @JsonSubTypes.Type(value = Change.Sent.class, name = "sent"),
        @JsonSubTypes.Type(value = Change.Deleted.class, name = "deleted")
    })
    sealed interface Change {

        String queue();

        record Created(String queue) implements Change {}

        record Sent(String queue, String id, String body, long sentAt) implements Change {}

        record Deleted(String queue, String id) implements Change {}
    }

    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    QueueFile(Path file) {
        this.file = file;
    }

    /** Everything since the queues were loaded before, and what was there then. A last line that is cut off is left out. */
    List<Change> read() {
        try {
            List<Change> changes = new ArrayList<>();
            String text = Files.exists(file) ? Files.readString(file) : "";
            for (String line :
                    text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                changes.add(JSON.readValue(line, Change.class));
            }
            return changes;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(file + " is damaged: " + e.getOriginalMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins anew with what leads to the present. */
    void replace(List<Change> changes) {
        try {
            StringBuilder text = new StringBuilder();
            for (Change change : changes) {
                text.append(line(change));
            }
            WholeFile.replace(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void append(Change change) {
        try {
            Files.writeString(file, line(change), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(Change change) throws JsonProcessingException {
        return JSON.writerFor(Change.class).writeValueAsString(change) + "\n";
    }
}
