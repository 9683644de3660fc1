package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import io.micronaut.context.exceptions.BeanInstantiationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {

    private final References references = new References(
            name -> Optional.ofNullable(Map.of("/downlink/key", "from SSM").get(name)),
            Map.of("KEY", "from the environment", "EMPTY", "")::get);

    @TempDir
    private Path directory;

    @Test
    void findsAValueWhereTheReferenceSays() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "from a file\n");

        assertThat(references.resolve(new Reference("env:KEY"))).isEqualTo("from the environment");
        assertThat(references.resolve(new Reference("file:" + file))).isEqualTo("from a file");
        assertThat(references.resolve(new Reference("ssm:/downlink/key"))).isEqualTo("from SSM");
        assertThat(references.resolve(new Reference("classpath:/references/key")))
                .isEqualTo("from the class path");
        assertThat(references.resolve(new Reference("classpath:references/key")))
                .isEqualTo("from the class path");
    }

    @ParameterizedTest
    @CsvSource({
        "env:MISSING,missing",
        "env:EMPTY,empty",
        "file:/nowhere/key,missing",
        "file:/,missing",
        "ssm:/nowhere,missing",
        "classpath:/nowhere,missing"
    })
    void saysWhatIsMissing(String reference, String state) {
        assertThatThrownBy(() -> references.resolve(new Reference(reference)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(reference + " is " + state + "; expected a value there");
    }

    @Test
    void loadsTheRulesThatTheEnvironmentRefersTo() throws IOException {
        Path file = Files.writeString(directory.resolve("channels.yml"), "{namespaces: {chat: {}}, lobby: chat:lobby}");

        try (ApplicationContext context = start("file:" + file)) {
            assertThat(context.getBean(ChannelRules.class).lobby()).isEqualTo(new ChannelName("chat:lobby"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "file:/nowhere/channels.yml,file:/nowhere/channels.yml is missing; expected a value there",
        "/nowhere/channels.yml,CHANNELS is \"/nowhere/channels.yml\"; expected a reference"
    })
    void stopsTheStartOnAMistake(String channels, String complaint) {
        try (ApplicationContext context = start(channels)) {
            assertThatThrownBy(() -> context.getBean(ChannelRules.class))
                    .isInstanceOf(BeanInstantiationException.class)
                    .hasMessageContaining(complaint);
        }
    }

    private static ApplicationContext start(String channels) {
        ParameterStore parameters = name -> Optional.empty();
        return ApplicationContext.builder()
                .properties(Map.of("channels", channels))
                .beanDefinitions(RuntimeBeanDefinition.builder(ParameterStore.class, () -> parameters)
                        .build())
                .start();
    }
}
