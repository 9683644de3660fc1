package dev.downlink.benchmarks.poster;

/** What one contender did in one round. */
record Round(long posts, long cpuNanos) {

    double postsPerCpuSecond() {
        return posts * 1e9 / cpuNanos;
    }
}
