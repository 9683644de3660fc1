package dev.downlink.schedule.eventbridge;

import dev.downlink.schedule.InvalidScheduleException;
import dev.downlink.schedule.Times;
import dev.downlink.schedule.Timing;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code at(…)}, {@code rate(…)} and {@code cron(…)}: EventBridge Scheduler's expressions. */
final class Expressions {

    private static final Pattern EXPRESSION = Pattern.compile("(at|rate|cron)\\((.*)\\)");
    private static final Pattern RATE = Pattern.compile("(\\d{1,9}) (minute|hour|day)s?");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private Expressions() {}

    static String write(Timing timing) {
        return switch (timing) {
            case Timing.At at -> "at(" + SECONDS.format(at.time()) + ")";
            case Timing.Every every -> "rate(" + rate(every.period()) + ")";
            case Timing.Cron cron -> "cron(" + cron.fields() + ")";
        };
    }

    /** The zone that the expression is meant in; a period has none. */
    static ZoneId zone(Timing timing) {
        return switch (timing) {
            case Timing.At at -> at.zone();
            case Timing.Every ignored -> Times.UTC;
            case Timing.Cron cron -> cron.zone();
        };
    }

    /** @throws InvalidScheduleException if it is not an expression of ours */
    static Timing read(String expression, ZoneId zone) {
        Matcher matcher = EXPRESSION.matcher(expression);
        if (!matcher.matches()) {
            throw new InvalidScheduleException("no expression: " + expression);
        }
        String content = matcher.group(2);
        return switch (matcher.group(1)) {
            case "at" -> new Timing.At(LocalDateTime.parse(content), zone);
            case "rate" -> new Timing.Every(period(content));
            default -> new Timing.Cron(content, zone);
        };
    }

    private static String rate(Duration period) {
        long minutes = period.toMinutes();
        long hours = period.toHours();
        if (period.equals(Duration.ofDays(period.toDays()))) {
            return amount(period.toDays(), "day");
        }
        return minutes == hours * 60 ? amount(hours, "hour") : amount(minutes, "minute");
    }

    private static String amount(long value, String unit) {
        return value + " " + unit + (value == 1 ? "" : "s");
    }

    private static Duration period(String rate) {
        Matcher matcher = RATE.matcher(rate);
        if (!matcher.matches()) {
            throw new InvalidScheduleException("no rate: " + rate);
        }
        long value = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "minute" -> Duration.ofMinutes(value);
            case "hour" -> Duration.ofHours(value);
            default -> Duration.ofDays(value);
        };
    }
}
