package dev.downlink.delivery;

import dev.downlink.protocol.Publication;
import java.util.ArrayList;
import java.util.List;

/** Keeps deliveries below the size of an asynchronous invocation. */
final class TaskSize {

    /** Lambda takes 1 MB; a character of data may become several bytes on the way. */
    private static final int MOST_CHARACTERS = 160 * 1024;

    private TaskSize() {}

    static List<List<Publication>> split(List<Publication> publications) {
        List<List<Publication>> parts = new ArrayList<>();
        List<Publication> part = new ArrayList<>();
        int characters = 0;
        for (Publication publication : publications) {
            int length = publication.data().text().length();
            if (!part.isEmpty() && characters + length > MOST_CHARACTERS) {
                parts.add(part);
                part = new ArrayList<>();
                characters = 0;
            }
            part.add(publication);
            characters += length;
        }
        if (!part.isEmpty()) {
            parts.add(part);
        }
        return parts;
    }
}
