package dev.downlink.probeservice;

import dev.downlink.function.FunctionHandler;
import jakarta.inject.Inject;

/** Probes on a schedule of EventBridge Scheduler. A probe that fails is an error of the function. */
public class ProbeHandler extends FunctionHandler<ProbeEvent, ProbeResult> {

    @Inject
    Probe probe;

    @Override
    public ProbeResult execute(ProbeEvent event) {
        return probe.run();
    }
}
