package dev.downlink.delivery;

import java.util.ArrayList;
import java.util.List;

/** Keeps the tasks it is given, for a test to look at or to run. */
public final class RecordingFanOutTrigger implements FanOutTrigger {

    private final List<FanOutTask> tasks = new ArrayList<>();

    @Override
    public synchronized void start(FanOutTask task) {
        tasks.add(task);
    }

    public synchronized List<FanOutTask> tasks() {
        return List.copyOf(tasks);
    }

    /** The tasks given since the last call. */
    public synchronized List<FanOutTask> take() {
        List<FanOutTask> taken = List.copyOf(tasks);
        tasks.clear();
        return taken;
    }
}
