package dev.downlink.local.aws.fault;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides for one call after the other, on any number of threads, whether a fault occurs. */
public final class FaultDraw {

    private final FaultRate rate;
    private final AtomicInteger left;

    public FaultDraw(FaultRate rate) {
        this.rate = rate;
        this.left = new AtomicInteger(rate.times());
    }

    public boolean occurs() {
        return (rate.fraction() == 1 || ThreadLocalRandom.current().nextDouble() < rate.fraction())
                && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
    }
}
