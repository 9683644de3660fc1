package dev.downlink.http;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Runs one action before a snapshot of the process is taken, and another one in each process restored from it. */
final class SnapshotHook implements Resource {

    private final Runnable before;
    private final Runnable after;

    private SnapshotHook(Runnable before, Runnable after) {
        this.before = before;
        this.after = after;
    }

    /** The registry refers to the hook weakly: it lasts as long as the caller keeps it. */
    static SnapshotHook register(Runnable before, Runnable after) {
        SnapshotHook hook = new SnapshotHook(before, after);
        Core.getGlobalContext().register(hook);
        return hook;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        before.run();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        after.run();
    }
}
