package dev.downlink.connection;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Notes of tokens in memory. */
public final class InMemoryTokenExpiries implements TokenExpiries {

    private final List<Note> notes = new ArrayList<>();
    private final Clock clock;

    private record Note(Expired token, Instant due) {}

    public InMemoryTokenExpiries(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void note(Expired token, Instant expiresAt) {
        Instant now = clock.instant();
        if (!expiresAt.isAfter(now.plus(Connection.LIFETIME))) {
            notes.add(new Note(token, (expiresAt.isAfter(now) ? expiresAt : now).plus(Connection.EXPIRY_GRACE)));
        }
    }

    @Override
    public synchronized Due due(Instant now) {
        return new Due(
                notes.stream()
                        .filter(note -> !note.due().isAfter(now))
                        .map(Note::token)
                        .toList(),
                now.truncatedTo(ChronoUnit.MINUTES));
    }

    @Override
    public synchronized void complete(Due due) {
        notes.removeIf(note -> note.due().isBefore(due.through()));
    }
}
