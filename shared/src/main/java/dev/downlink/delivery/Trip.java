package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.Courier.Parcel;
import dev.downlink.delivery.post.Frame;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a {@link Courier} has come to with one parcel. */
final class Trip {

    private static final Rests RESTS = new Rests(Duration.ofMillis(50), 4);

    private final Parcel parcel;
    private final Duration patience;
    private boolean awaited;
    private int frame;
    private int failures;
    private @Nullable Instant lateAt;
    private Instant restsUntil = Instant.MIN;

    /** @param awaited whether the courier waits for it, until it is late */
    Trip(Parcel parcel, Duration patience, boolean awaited) {
        this.parcel = parcel;
        this.patience = patience;
        this.awaited = awaited;
    }

    ConnectionId connection() {
        return parcel.connection();
    }

    Frame frame() {
        return parcel.frames().get(frame).frame();
    }

    /** How many of the parcel's list the connection has got. */
    int through() {
        return frame == 0 ? parcel.from() : parcel.frames().get(frame - 1).through();
    }

    boolean isAwaited() {
        return awaited;
    }

    void leaveBehind() {
        awaited = false;
    }

    /** @return whether it was its first time */
    boolean setOut(Instant now) {
        if (lateAt != null) {
            return false;
        }
        lateAt = now.plus(patience);
        return true;
    }

    /** Its patience is over then; {@link Instant#MAX} before it has set out. */
    Instant lateAt() {
        return lateAt == null ? Instant.MAX : lateAt;
    }

    Instant restsUntil() {
        return restsUntil;
    }

    /** @return whether that was the last frame */
    boolean delivered() {
        frame++;
        failures = 0;
        return frame == parcel.frames().size();
    }

    /** @return whether it may try again, after its rest */
    boolean rest(Instant now) {
        restsUntil = now.plus(RESTS.after(failures));
        failures++;
        return restsUntil.isBefore(lateAt());
    }
}
