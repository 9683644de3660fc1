package dev.downlink.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Publications as a subscription with delta gets them: {@code data} is a JSON string, the payload's text or the fossil delta
 * from the payload of the frame before. Source: centrifuge-protocol, "Delta compression".
 */
public final class DeltaPublications {

    private DeltaPublications() {}

    /** The whole payload: right after anything, and as a duplicate. */
    public static Publication full(Publication publication) {
        return publication.encoded(Json.ofText(publication.data().text()), false);
    }

    /**
     * The change from {@code base}, or the whole payload where that is not larger or {@code next} is not eligible. Right only
     * for a client whose last publication of this channel (this key, in a map) had the payload of {@code base}.
     */
    public static Publication patch(Publication base, Publication next) {
        if (!next.deltaEligible()) {
            return full(next);
        }
        Optional<String> delta = FossilDelta.between(base.data(), next.data());
        return delta.isPresent() ? next.encoded(Json.ofText(delta.get()), true) : full(next);
    }

    /** Publications that follow one another in one reply: the first whole, each other as the change from the one before. */
    public static List<Publication> chain(List<Publication> publications) {
        List<Publication> chain = new ArrayList<>();
        for (int i = 0; i < publications.size(); i++) {
            Publication next = publications.get(i);
            chain.add(i == 0 ? full(next) : patch(publications.get(i - 1), next));
        }
        return chain;
    }
}
