package dev.downlink.local.aws.fault;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides for each call whether a fault occurs. Thread-safe. */
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
