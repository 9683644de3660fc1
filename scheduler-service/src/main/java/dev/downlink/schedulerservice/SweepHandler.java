package dev.downlink.schedulerservice;

import dev.downlink.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** Sweeps on a schedule of EventBridge Scheduler. A repeated sweep has no further effect. */
public class SweepHandler extends FunctionHandler<SweepEvent, SweepResult> {

    @Inject
    Sweep sweep;

    public SweepHandler() {}

    SweepHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public SweepResult execute(SweepEvent event) {
        return sweep.run();
    }
}
