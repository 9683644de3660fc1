package dev.downlink.http;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Runs an action before a snapshot of the process is taken, and again in each process restored from it. */
final class SnapshotHook implements Resource {

    private final Runnable action;

    private SnapshotHook(Runnable action) {
        this.action = action;
    }

    /** The registry refers to the hook weakly: it lasts as long as the caller keeps it. */
    static SnapshotHook register(Runnable action) {
        SnapshotHook hook = new SnapshotHook(action);
        Core.getGlobalContext().register(hook);
        return hook;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        action.run();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        action.run();
    }
}
