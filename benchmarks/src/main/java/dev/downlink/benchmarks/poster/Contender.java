package dev.downlink.benchmarks.poster;

import java.io.IOException;
import java.time.Duration;

/** A way to post. */
interface Contender extends AutoCloseable {

    String name();

    /** Posts for so long, always as many at once. */
    Round run(Duration duration) throws IOException, InterruptedException;

    @Override
    void close();
}
