package dev.downlink.logging;

import java.io.PrintWriter;
import java.io.StringWriter;

/** For people: {@code WARN dev.downlink.delivery.Rounds - channel=chat:lobby message}. */
final class TextFormat implements LineFormat {

    @Override
    public String line(Entry entry) {
        StringWriter line = new StringWriter();
        line.append(entry.level().name()).append(' ').append(entry.logger()).append(" - ");
        entry.pairs().forEach(pair -> line.append(pair.key).append('=').append(pair.value + " "));
        line.append(entry.message());
        if (entry.error() != null) {
            line.append('\n');
            entry.error().printStackTrace(new PrintWriter(line));
        }
        return line.toString().stripTrailing();
    }
}
