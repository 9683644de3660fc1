package dev.downlink.schedulerservice.beat;

import dev.downlink.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** Beats on a schedule of EventBridge Scheduler, in environments that ask for it. A repeated run sends no second beat. */
public class BeatHandler extends FunctionHandler<BeatEvent, BeatResult> {

    @Inject
    ConnectionBeat beat;

    public BeatHandler() {}

    BeatHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public BeatResult execute(BeatEvent event) {
        return beat.run(event.scheduledTime());
    }
}
