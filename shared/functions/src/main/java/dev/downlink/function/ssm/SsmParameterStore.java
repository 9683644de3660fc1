package dev.downlink.function.ssm;

import dev.downlink.channel.ParameterStore;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** Parameters and secure strings of Systems Manager. The client is created on first use: most starts need none. */
@Singleton
final class SsmParameterStore implements ParameterStore {

    private final BeanProvider<SsmClient> client;

    SsmParameterStore(BeanProvider<SsmClient> client) {
        this.client = client;
    }

    @Override
    public Optional<String> find(String name) {
        try {
            return Optional.of(client.get()
                    .getParameter(request -> request.name(name).withDecryption(true))
                    .parameter()
                    .value());
        } catch (ParameterNotFoundException e) {
            return Optional.empty();
        }
    }
}
