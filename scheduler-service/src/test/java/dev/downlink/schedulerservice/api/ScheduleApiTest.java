package dev.downlink.schedulerservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.schedule.ScheduleLimitException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the event that API Gateway hands to the function to the answer it gets back. It is 2026-11-01T12:00:00Z. */
class ScheduleApiTest {

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void createsASchedule() {
        assertThat(create("'id':'standup','cron':'0 9 ? * MON *','timezone':'America/New_York','data':1.50"))
                .isEqualTo("{\"result\":{\"id\":\"standup\",\"next\":\"2026-11-02T14:00:00Z\"}}");
    }

    @Test
    void tellsAllOfASchedule() {
        create("'id':'s','every':'120m','data':{'n': 1.50},'tags':{'b':'2','a':'1'},"
                + "'start':'2026-11-02T00:00:00Z','end':'2026-12-01T00:00:00Z','window':'15m','deliver_within':'5m'");

        assertThat(call("schedule_get", "{'id':'s'}"))
                .isEqualTo(json("{'result':{'id':'s','channels':['chat:x'],'data':{'n':1.50},"
                        + "'tags':{'a':'1','b':'2'},'every':'2h','start':'2026-11-02T00:00:00Z',"
                        + "'end':'2026-12-01T00:00:00Z','window':'15m','deliver_within':'5m','paused':false,"
                        + "'next':'2026-11-02T00:00:00Z'}}"));
    }

    @Test
    void makesATimeOfADuration() {
        create("'id':'s','in':'10m','data':1");

        assertThat(call("schedule_get", "{'id':'s'}"))
                .contains("\"at\":\"2026-11-01T12:10\",\"timezone\":\"UTC\"")
                .contains("\"next\":\"2026-11-01T12:10:00Z\"");
    }

    @Test
    void choosesAnId() {
        assertThat(create("'in':'10m','data':1")).matches("\\{\"result\":\\{\"id\":\"[0-9a-f-]{36}\",.*");
    }

    @Test
    void replacesAScheduleById() {
        create("'id':'s','in':'10m','data':1");
        create("'id':'s','in':'20m','data':2");

        assertThat(call("schedule_list", "{}")).containsOnlyOnce("\"id\":").contains("\"data\":2");
    }

    @Test
    void keepsTheRhythmOfAPeriodWhoseContentIsReplaced() {
        create("'id':'s','every':'10m','data':1");
        api.clock.advance(Duration.ofMinutes(3));

        assertThat(create("'id':'s','every':'10m','data':2")).contains("\"next\":\"2026-11-01T12:10:00Z\"");
        assertThat(create("'id':'s','every':'15m','data':2")).contains("\"next\":\"2026-11-01T12:03:00Z\"");
    }

    @Test
    void pausesAndResumes() {
        create("'id':'s','every':'10m','data':1");

        assertThat(call("schedule_pause", "{'id':'s'}")).isEqualTo("{\"result\":{\"id\":\"s\"}}");
        assertThat(call("schedule_get", "{'id':'s'}"))
                .contains("\"paused\":true")
                .doesNotContain("\"next\"");
        api.clock.advance(Duration.ofMinutes(25));
        assertThat(call("schedule_resume", "{'id':'s'}")).contains("\"next\":\"2026-11-01T12:30:00Z\"");
        assertThat(call("schedule_get", "{'id':'s'}")).contains("\"paused\":false");
    }

    @Test
    void resumesNothingWhoseTimeIsPast() {
        create("'id':'s','in':'10m','data':1");
        call("schedule_pause", "{'id':'s'}");
        api.clock.advance(Duration.ofMinutes(11));

        assertThat(call("schedule_resume", "{'id':'s'}"))
                .isEqualTo("{\"error\":{\"code\":110,\"message\":\"expired: every occurrence is past\"}}");
    }

    @Test
    void cancels() {
        create("'id':'s','in':'10m','data':1");

        assertThat(call("schedule_cancel", "{'id':'s'}")).isEqualTo("{\"result\":{\"cancelled\":true}}");
        assertThat(call("schedule_cancel", "{'id':'s'}")).isEqualTo("{\"result\":{\"cancelled\":false}}");
    }

    @ParameterizedTest
    @CsvSource({"schedule_get", "schedule_pause", "schedule_resume"})
    void saysWhenThereIsNoSchedule(String method) {
        assertThat(call(method, "{'id':'s'}"))
                .isEqualTo("{\"error\":{\"code\":108,\"message\":\"not available: no schedule has this id\"}}");
        assertThat(call(method, "{}")).contains("\"code\":108");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'in':'10m' | 107 | bad request: data: expected any JSON but null",
                "'data':1 | 107 | bad request: at, in, every, cron: expected exactly one of them",
                "'data':1,'in':'10m','every':'1h' | 107 | bad request: at, in, every, cron: expected exactly one of them",
                "'data':1,'in':'soon' | 107 | bad request: in: expected a duration such as 90s, 10m, 24h or 7d",
                "'data':1,'every':'90s' | 107 | bad request: every: expected whole minutes, hours or days, such as 10m",
                "'data':1,'at':'2026-10-01T00:00:00Z' | 107 | bad request: every occurrence is past",
                "'data':1,'cron':'0 9 * * ? 2020' | 107 | bad request: every occurrence is past",
                "'data':1,'in':'10m','end':'2027-01-01T00:00:00Z' | 107 "
                        + "| bad request: start, end: expected with every or cron only",
                "'data':1,'in':'10m','window':'90s' | 107 | bad request: window: expected whole minutes, from 1m to 24h",
                "'data':1,'in':'10m','id':'two words' | 107 "
                        + "| bad request: id: expected 1 to 64 letters, digits, or characters of . _ -",
                "'data':1,'at':'2027-01-01T09:00:00','timezone':'+01:00' | 107 "
                        + "| bad request: timezone: expected an IANA name, such as America/New_York",
                "'data':1,'at':'2027-03-14T02:30:00','timezone':'America/New_York' | 107 "
                        + "| bad request: at: the clocks of America/New_York skip 2027-03-14T02:30",
            })
    void saysWhatIsWrong(String fields, int code, String message) {
        assertThat(create(fields)).isEqualTo("{\"error\":{\"code\":%d,\"message\":\"%s\"}}".formatted(code, message));
        assertThat(api.schedules.list(null, 1, null).schedules()).isEmpty();
    }

    @Test
    void refusesAChannelThatCannotBePublishedToOnce() {
        assertThat(create("'in':'10m','data':1,'channel':'stock:ABC'", ""))
                .contains("\"code\":108", "channel 'stock:ABC' has no history");
        assertThat(create("'in':'10m','data':1,'channel':'nowhere:x'", "")).contains("\"code\":102");
    }

    @ParameterizedTest
    @CsvSource({"SIZE,106", "COUNT,106", "RATE,111"})
    void saysWhichLimitIsMet(ScheduleLimitException.Limit limit, int code) {
        api.schedules.meet(limit);

        assertThat(create("'in':'10m','data':1")).contains("\"code\":" + code, "met by a test");
        assertThat(call("schedule_cancel", "{'id':'s'}")).contains("\"code\":" + code);
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(api.handle("schedule", "{\"id\":5}", "test-key").getStatusCode())
                .isEqualTo(400);
        assertThat(api.handle("schedule", "", "test-key").getStatusCode()).isEqualTo(400);
        assertThat(api.handle("schedule", "{}", "wrong-key").getStatusCode()).isEqualTo(401);
    }

    @Test
    void countsFromTheSecondInWhichItIsAsked() {
        Instant now = api.clock.instant();

        assertThat(create("'id':'s','every':'10m','data':1")).contains("\"next\":\"" + now + "\"");
    }

    private String create(String fields) {
        return create(fields, ",'channel':'chat:x'");
    }

    private String create(String fields, String channel) {
        return call("schedule", "{" + fields + channel + "}");
    }

    private String call(String method, String request) {
        return api.call(method, json(request));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
