package dev.downlink.schedulerservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code schedule_list}, over the function's handler. */
class ScheduleListTest {

    private final ApiFixture api = new ApiFixture();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsByChannelPrefixInPages() {
        for (String id : List.of("a", "b", "c", "d")) {
            create("'id':'%s','in':'10m','data':1,'channels':['chat:%s','chat:all']".formatted(id, id));
        }
        create("'id':'e','in':'10m','data':1,'channel':'announcements'");

        assertThat(call("schedule_list", "{'channel_prefix':'chat:','limit':3}"))
                .contains("\"id\":\"a\"", "\"id\":\"c\"", "\"cursor\":\"c\"");
        assertThat(call("schedule_list", "{'channel_prefix':'chat:','limit':3,'cursor':'c'}"))
                .contains("\"id\":\"d\"")
                .doesNotContain("\"id\":\"e\"", "cursor");
        assertThat(call("schedule_list", "{'limit':101}")).contains("\"code\":107");
    }

    @Test
    void listsByTheBeginningOfIds() {
        create("'id':'order-1','in':'10m','data':1,'channel':'chat:x'");
        create("'id':'other','in':'10m','data':1,'channel':'chat:x'");

        assertThat(call("schedule_list", "{'id_prefix':'order-'}"))
                .contains("\"id\":\"order-1\"")
                .doesNotContain("other");
        assertThat(call("schedule_list", "{'id_prefix':'two words'}"))
                .isEqualTo("{\"error\":{\"code\":107,\"message\":\"bad request: id_prefix: expected 1 to 64 letters, "
                        + "digits, or characters of . _ -\"}}");
    }

    private void create(String fields) {
        assertThat(call("schedule", "{" + fields + "}")).contains("\"result\"");
    }

    private String call(String method, String request) {
        return api.call(method, json(request));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
