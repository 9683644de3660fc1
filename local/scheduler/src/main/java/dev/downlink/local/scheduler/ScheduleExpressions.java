package dev.downlink.local.scheduler;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.downlink.local.aws.AwsException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code at(…)}, {@code rate(…)} and {@code cron(…)}, accepting what AWS accepts. */
final class ScheduleExpressions {

    private static final Pattern AT = Pattern.compile("at\\((\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2})\\)");
    private static final Pattern RATE = Pattern.compile("rate\\(([1-9]\\d{0,8}) (minute|hour|day)s?\\)");
    private static final Pattern CRON = Pattern.compile("cron\\(([^\\s()]+(?: +[^\\s()]+){5})\\)");

    /** AWS's own: minutes first, a year last, and exactly one of the two days {@code ?}. */
    private static final CronDefinition AWS_CRON = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .withValidRange(1, 31)
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(1970, 2199)
            .withStrictRange()
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    private ScheduleExpressions() {}

    static ScheduleExpression parse(String text) {
        Matcher at = AT.matcher(text);
        if (at.matches()) {
            return at(at.group(1), text);
        }
        Matcher rate = RATE.matcher(text);
        if (rate.matches()) {
            return new ScheduleExpression.Rate(unit(rate.group(2)).multipliedBy(Long.parseLong(rate.group(1))));
        }
        Matcher cron = CRON.matcher(text);
        if (cron.matches()) {
            return cron(cron.group(1), text);
        }
        throw invalid(text);
    }

    private static ScheduleExpression at(String time, String text) {
        try {
            return new ScheduleExpression.At(LocalDateTime.parse(time));
        } catch (DateTimeException e) {
            throw invalid(text);
        }
    }

    private static ScheduleExpression cron(String fields, String text) {
        try {
            return new ScheduleExpression.Cron(
                    ExecutionTime.forCron(new CronParser(AWS_CRON).parse(fields).validate()));
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
    }

    private static Duration unit(String name) {
        if (name.equals("minute")) {
            return Duration.ofMinutes(1);
        }
        return name.equals("hour") ? Duration.ofHours(1) : Duration.ofDays(1);
    }

    private static AwsException invalid(String text) {
        return AwsException.validation("Invalid Schedule Expression " + text + ".");
    }
}
