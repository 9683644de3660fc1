package dev.downlink.logging;

import java.time.Clock;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Logs to standard output, which Lambda sends to CloudWatch: one JSON object a line where the function's log format is JSON,
 * text elsewhere. Our own loggers log from the level that Lambda sets ({@code AWS_LAMBDA_LOG_LEVEL}, INFO by default), all
 * others from WARN.
 */
public final class LogProvider implements SLF4JServiceProvider {

    private static final String API_VERSION = "2.0.99";

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();
    private final LineFormat format;
    private final Level level;

    public LogProvider() {
        format = "JSON".equalsIgnoreCase(System.getenv("AWS_LAMBDA_LOG_FORMAT"))
                ? new JsonFormat(Clock.systemUTC())
                : new TextFormat();
        level = LineLogger.level(System.getenv("AWS_LAMBDA_LOG_LEVEL"));
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> new LineLogger(name, level, format, System.out::println);
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }

    @Override
    public void initialize() {
        // Ready when it is made.
    }
}
