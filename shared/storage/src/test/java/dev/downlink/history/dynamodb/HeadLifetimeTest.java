package dev.downlink.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRulesLoader;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@link HeadItems#OUTLIVES}, offset and epoch are kept for as long as the namespace says, and for 30 days at least. */
class HeadLifetimeTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            history_ttl: 24h,                         PT24H
            'history_ttl: 24h, history_meta_ttl: 2d', PT24H
            'history_ttl: 24h, history_meta_ttl: 60d', P30D
            'history_ttl: 60d, history_meta_ttl: 60d', P60D
            """)
    void followsTheLongerOfBothTimes(String options, Duration expected) {
        Channel channel = ChannelRulesLoader.load("{namespaces: {chat: {history_size: 5, %s}}}".formatted(options))
                .find(new ChannelName("chat:a"))
                .orElseThrow();

        assertThat(HeadItems.lifetime(channel)).isEqualTo(expected);
    }
}
