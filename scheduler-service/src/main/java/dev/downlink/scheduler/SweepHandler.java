package dev.downlink.scheduler;

import dev.downlink.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** Sweeps when EventBridge Scheduler says so. A sweep that comes twice does nothing more. */
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
