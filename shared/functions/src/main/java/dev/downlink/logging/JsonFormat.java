package dev.downlink.logging;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One JSON object a line, with the fields that Lambda gives its own lines ({@code timestamp}, {@code level}, {@code message}),
 * the logger, the id of the X-Ray trace, and the entry's own pairs. Metric filters and the queries of docs/operations.md use
 * these names.
 */
final class JsonFormat implements LineFormat {

    /** Where Lambda's runtime puts the header of the invocation that goes on. */
    static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    private static final String ROOT = "Root=";
    private static final Set<String> OWN =
            Set.of("timestamp", "level", "logger", "message", "traceId", "error", "stackTrace");
    private static final JsonFactory JSON = new JsonFactory();

    private final Clock clock;

    JsonFormat(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String line(Entry entry) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("timestamp", clock.instant().toString());
            json.writeStringField("level", entry.level().name());
            json.writeStringField("logger", entry.logger());
            json.writeStringField("message", entry.message());
            @Nullable String trace = traceId(System.getProperty(TRACE_PROPERTY, ""));
            if (trace != null) {
                json.writeStringField("traceId", trace);
            }
            for (KeyValuePair pair : entry.pairs()) {
                write(json, pair);
            }
            if (entry.error() != null) {
                json.writeStringField("error", entry.error().toString());
                json.writeStringField("stackTrace", stackTrace(entry.error()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void write(JsonGenerator json, KeyValuePair pair) throws IOException {
        json.writeFieldName(OWN.contains(pair.key) ? pair.key + "_" : pair.key);
        if (pair.value instanceof Integer || pair.value instanceof Long) {
            json.writeNumber(((Number) pair.value).longValue());
        } else {
            json.writeString(String.valueOf(pair.value));
        }
    }

    /** {@code 1-5759e988-bd862e3fe1be46a994272793} of {@code Root=1-5759…;Parent=53995c3f42cd8ad8;Sampled=1}. */
    private static @Nullable String traceId(String header) {
        for (String part : header.split(";", -1)) {
            if (part.startsWith(ROOT)) {
                return part.substring(ROOT.length());
            }
        }
        return null;
    }

    private static String stackTrace(Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }
}
