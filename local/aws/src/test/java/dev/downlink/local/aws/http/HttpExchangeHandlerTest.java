package dev.downlink.local.aws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class HttpExchangeHandlerTest {

    @Test
    void closesAConnectionThatWasResetWithoutMakingMuchOfIt() {
        var channel = new EmbeddedChannel(
                new HttpExchangeHandler(request -> CompletableFuture.completedFuture(HttpResponse.empty(200))));

        channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        assertThat(channel.isOpen()).isFalse();
        assertThatCode(channel::checkException)
                .as("nothing is left for Netty to print")
                .doesNotThrowAnyException();
    }
}
