package dev.downlink.local.runtime.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays the morning, over and over: each train under way emits one record per second of the morning. It runs by the
 * clock, without drift; after a stall it sends what became due meanwhile, but leaves out what is older than ten seconds.
 */
public final class Replay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

    /** Trains take turns within the second, so that the stream flows instead of pulsing. */
    private static final int TURNS = 10;

    private static final Duration OLDEST = Duration.ofSeconds(10);
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final Timetable timetable;
    private final RecordProducer producer;
    private final Clock clock;
    private final double nanosPerTurn;
    private final long startNanos = System.nanoTime();
    private final Thread thread;
    private volatile boolean closed;
    private volatile long turnsDone;
    private final AtomicLong recordsSent = new AtomicLong();

    /** Starts at once, with the first second of the morning; a stream that is not there yet is waited for. */
    public static Replay start(ReplaySettings settings, Clock clock) {
        return new Replay(settings, Timetable.newYork(), clock);
    }

    Replay(ReplaySettings settings, Timetable timetable, Clock clock) {
        this.timetable = timetable;
        this.producer = new RecordProducer(settings);
        this.clock = clock;
        this.nanosPerTurn = TimeUnit.SECONDS.toNanos(1) / (TURNS * settings.speed());
        this.thread = Thread.ofPlatform().daemon().name("demo-replay").start(this::run);
    }

    /** Records written so far. */
    public long sent() {
        return recordsSent.get();
    }

    /** Records that are due and not written yet, about: what Kinesis, or this machine, is behind. */
    public long lag() {
        long turns = Math.max(0, turnsDue() - turnsDone);
        return turns == 0 ? 0 : turns * emitted(turnsDone).size();
    }

    @Override
    public void close() {
        closed = true;
        producer.close();
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            skipOld();
            List<VehicleRecord> batch = new ArrayList<>();
            long turn = turnsDone;
            for (long due = turnsDue(); turn < due; turn++) {
                List<VehicleRecord> emitted = emitted(turn);
                if (!batch.isEmpty() && batch.size() + emitted.size() > RecordProducer.MAX_BATCH) {
                    break;
                }
                batch.addAll(emitted);
            }
            send(batch);
            turnsDone = turn;
            LockSupport.parkNanos(startNanos + (long) (turn * nanosPerTurn) - System.nanoTime());
        }
    }

    /** How many turns the clock has come to. */
    private long turnsDue() {
        return (long) ((System.nanoTime() - startNanos) / nanosPerTurn) + 1;
    }

    private void skipOld() {
        long oldest = turnsDue() - (long) (OLDEST.toNanos() / nanosPerTurn);
        if (turnsDone < oldest) {
            LOG.warn("The demo is behind by more than {} s: some records are left out", OLDEST.toSeconds());
            turnsDone = oldest;
        }
    }

    private List<VehicleRecord> emitted(long turn) {
        double seconds = (double) turn / TURNS % timetable.window().toSeconds();
        int first = (int) (turn % TURNS);
        long time = clock.millis();
        return IntStream.iterate(first, train -> train < timetable.trips().size(), train -> train + TURNS)
                .mapToObj(train -> timetable.trips().get(train))
                .flatMap(trip -> trip.at(seconds).stream().map(position -> VehicleRecord.of(trip, position, time)))
                .toList();
    }

    private void send(List<VehicleRecord> batch) {
        List<VehicleRecord> left = batch;
        boolean failed = false;
        while (!left.isEmpty() && !closed) {
            try {
                List<VehicleRecord> notWritten = producer.put(left);
                recordsSent.addAndGet(left.size() - notWritten.size());
                left = notWritten;
            } catch (IOException e) {
                if (!failed && !closed) {
                    LOG.warn("The demo cannot write and keeps trying: {}", String.valueOf(e.getMessage()));
                }
                failed = true;
            } catch (InterruptedException e) {
                closed = true;
                Thread.currentThread().interrupt();
            }
            if (!left.isEmpty() && !closed) {
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }
}
