package dev.downlink.channel;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Provides the channel rules that the variable CHANNELS refers to. If they are invalid, the function does not start. */
@Factory
final class ChannelRulesFactory {

    @Singleton
    ChannelRules channelRules(@Nullable @Property(name = "channels") String channels, References references) {
        if (channels == null || !Reference.isReference(channels)) {
            throw new InvalidConfigurationException("CHANNELS is %s; expected %s"
                    .formatted(channels == null ? "missing" : '"' + channels + '"', Reference.EXPECTED));
        }
        return ChannelRulesLoader.load(references.resolve(new Reference(channels)));
    }
}
