package dev.downlink.benchmarks.fanout;

/**
 * What the sink has seen of one run.
 *
 * @param posts accepted
 * @param throttled posts answered with 429
 * @param closed connections that the worker closed
 * @param reached subscribers with an accepted post
 * @param lastNanos when the last accepted post was answered, by {@link System#nanoTime}
 */
record SinkCount(int posts, int throttled, int closed, int reached, long lastNanos) {

    String toLine() {
        return posts + " " + throttled + " " + closed + " " + reached + " " + lastNanos;
    }

    static SinkCount parse(String line) {
        String[] fields = line.split(" ", 5);
        return new SinkCount(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[2]),
                Integer.parseInt(fields[3]),
                Long.parseLong(fields[4]));
    }
}
