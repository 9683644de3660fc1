package dev.downlink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In the texts, {@code |} stands for the end of a line. */
class ResponseReaderTest {

    private static final int MAX_BODY_BYTES = 1_000;

    private final ResponseReader reader = new ResponseReader(MAX_BODY_BYTES);

    @ParameterizedTest
    @CsvSource({
        "GET,  'HTTP/1.1 200 OK|Content-Length: 5||hello', 200, hello",
        "GET,  'HTTP/1.1 200|content-length:0||', 200, ''",
        "GET,  'HTTP/1.1 410 Gone|x-amzn-ErrorType: GoneException|Content-Length: 0||', 410, ''",
        "GET,  'HTTP/1.1 200 OK|CONTENT-LENGTH: 3|Content-Length:  3 ||abc', 200, abc",
        "GET,  'HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|6;a=b| world|0||', 200, hello world",
        "GET,  'HTTP/1.1 200 OK|transfer-encoding: Chunked||00a|0123456789|0|Checksum: 1|Other: 2||', 200, 0123456789",
        "GET,  'HTTP/1.1 204 No Content|Connection: keep-alive||', 204, ''",
        "GET,  'HTTP/1.1 304 Not Modified|Content-Length: 7||', 304, ''",
        "HEAD, 'HTTP/1.1 200 OK|Content-Length: 7||', 200, ''",
        "HEAD, 'HTTP/1.1 200 OK|Transfer-Encoding: chunked||', 200, ''",
        "GET,  'HTTP/1.1 100 Continue||HTTP/1.1 103 Early Hints|Link: x||HTTP/1.1 200 OK|Content-Length: 1||a', 200, a",
        "GET,  'HTTP/1.0 200 OK|Connection: Keep-Alive|Content-Length: 1||a', 200, a"
    })
    void readsAResponseHoweverItIsSplit(String method, String text, int status, String body) throws Exception {
        byte[] bytes = bytes(text);
        for (int split = 0; split < bytes.length; split++) {
            for (int second = split; second < bytes.length; second++) {
                reader.start(method.equals("HEAD"));
                assertThat(put(bytes, 0, split)).isFalse();
                assertThat(put(bytes, split, second)).isFalse();
                assertThat(put(bytes, second, bytes.length)).isTrue();

                assertThat(reader.response().status()).isEqualTo(status);
                assertThat(reader.response().text(1_000)).isEqualTo(body);
                assertThat(reader.keepsAlive()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Connection: close|Content-Length: 0||",
                "HTTP/1.1 200 OK|Connection: x, Close|Content-Length: 0||",
                "HTTP/1.0 200 OK|Content-Length: 0||",
                "HTTP/1.1 200 OK|Content-Length: 0||HTTP",
                "HTTP/1.1 200 OK|Content-Length: 9|Transfer-Encoding: chunked||0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||0||more",
                "HTTP/1.1 204 No Content||more"
            })
    void doesNotUseTheConnectionAgain(String text) throws Exception {
        reader.start(false);

        assertThat(put(bytes(text), 0, bytes(text).length)).isTrue();
        assertThat(reader.keepsAlive()).isFalse();
    }

    @Test
    void readsWithoutFramingUntilTheConnectionIsClosed() throws Exception {
        byte[] bytes = bytes("HTTP/1.1 200 OK||all of it");
        reader.start(false);

        assertThat(put(bytes, 0, bytes.length)).isFalse();
        assertThat(reader.isCompleteAtClose()).isTrue();
        assertThat(reader.response().text(1_000)).isEqualTo("all of it");
        assertThat(reader.keepsAlive()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK|",
                "HTTP/1.1 200 OK|Content-Length: 2||a",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|a|"
            })
    void isNotCompleteWhenClosedTooEarly(String text) throws Exception {
        reader.start(false);

        assertThat(put(bytes(text), 0, bytes(text).length)).isFalse();
        assertThat(reader.isCompleteAtClose()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "||",
                "ICY 200 OK||",
                "HTTP/2.0 200 OK||",
                "HTTP/1.1 20 OK||",
                "HTTP/1.1 2000 OK||",
                "HTTP/1.1  200||",
                "HTTP/1.1 099 ?||",
                "HTTP/1.1 101 Switching Protocols||",
                "HTTP/1.1 200 OK|no colon||",
                "HTTP/1.1 200 OK|: no name||",
                "HTTP/1.1 200 OK|Blank : before||",
                "HTTP/1.1 200 OK|A: b| folded||",
                "HTTP/1.1 200 OK|Content-Length: -1||",
                "HTTP/1.1 200 OK|Content-Length: +1||",
                "HTTP/1.1 200 OK|Content-Length:||",
                "HTTP/1.1 200 OK|Content-Length: 1|Content-Length: 2||",
                "HTTP/1.1 200 OK|Content-Length: 99999999999999999999||",
                "HTTP/1.1 200 OK|Content-Length: 1001||",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||g|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked|||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-1|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|ab|"
            })
    void refusesWhatIsNoResponse(String text) {
        byte[] bytes = bytes(text);
        reader.start(false);

        assertThatThrownBy(() -> put(bytes, 0, bytes.length)).isInstanceOf(MalformedResponseException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"HTTP/1.1 200 OK|A: ", "HTTP/1.1 200 OK||", "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1;"})
    void refusesWhatNeverEnds(String beginning) {
        byte[] more = new byte[1_000];
        reader.start(false);

        assertThatThrownBy(() -> {
                    put(bytes(beginning), 0, bytes(beginning).length);
                    for (int i = 0; i < 100; i++) {
                        put(more, 0, more.length);
                    }
                })
                .isInstanceOf(MalformedResponseException.class);
    }

    @Test
    void findsHeadersInWhateverCase() throws Exception {
        byte[] bytes = bytes("HTTP/1.1 403 Forbidden|X-Amzn-ErrorType:  ForbiddenException |Content-Length: 0||");
        reader.start(false);
        put(bytes, 0, bytes.length);

        assertThat(reader.response().header("x-amzn-errortype")).hasValue("ForbiddenException");
        assertThat(reader.response().header("x-amzn")).isEmpty();
    }

    @Property(tries = 200)
    void readsChunksOfAnySizeInPiecesOfAnySize(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 50) Integer> chunks,
            @ForAll @IntRange(min = 1, max = 70) int piece)
            throws Exception {
        StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        StringBuilder body = new StringBuilder();
        for (int size : chunks) {
            String data = "\r\n".repeat(size).substring(0, size);
            body.append(data);
            text.append(Integer.toHexString(size)).append("\r\n").append(data).append("\r\n");
        }
        byte[] bytes = text.append("0\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        ResponseReader fresh = new ResponseReader(MAX_BODY_BYTES * 10);
        fresh.start(false);

        boolean complete = false;
        for (int from = 0; from < bytes.length; from += piece) {
            assertThat(complete).isFalse();
            int n = Math.min(piece, bytes.length - from);
            fresh.room(n).put(bytes, from, n);
            complete = fresh.advance();
        }

        assertThat(complete).isTrue();
        assertThat(fresh.response().text(10_000)).isEqualTo(body.toString());
    }

    private boolean put(byte[] bytes, int from, int to) throws MalformedResponseException {
        reader.room(to - from).put(bytes, from, to - from);
        return reader.advance();
    }

    private static byte[] bytes(String text) {
        return text.replace("|", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
