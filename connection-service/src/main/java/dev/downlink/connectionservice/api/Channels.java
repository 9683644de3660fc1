package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.protocol.ErrorCode;
import jakarta.inject.Singleton;
import java.util.function.Function;

/** Finds the channel that a request names: back ends may use every channel that has a namespace. */
@Singleton
final class Channels {

    private final ChannelRules rules;

    Channels(ChannelRules rules) {
        this.rules = rules;
    }

    /** @return the call's answer, or the error for a name that is missing or unknown */
    ApiAnswer in(String name, Function<Channel, ApiAnswer> call) {
        return name.isEmpty()
                ? new ApiAnswer.OfError(ErrorCode.BAD_REQUEST)
                : rules.find(new ChannelName(name))
                        .map(call)
                        .orElseGet(() -> new ApiAnswer.OfError(ErrorCode.UNKNOWN_CHANNEL));
    }
}
