package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The channel rules that Terraform stores for the functions of each environment, read as the functions read them. */
class EnvironmentRulesTest {

    private static final Path ENVIRONMENTS = Path.of("../../terraform/environments");

    static List<String> environments() throws IOException {
        try (Stream<Path> folders = Files.list(ENVIRONMENTS)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("environments")
    void openNothingWithoutTheEnvironmentsOwnSecrets(String environment) throws IOException {
        ChannelRules rules = rulesOf(environment);

        assertThat(rules.insecure()).isFalse();
        assertThat(rules.apiKey()).isEqualTo(new Reference("ssm:/downlink-%s/api-key".formatted(environment)));
        assertThat(rules.tokenKeys().hmacSecret())
                .isEqualTo(new Reference("ssm:/downlink-%s/token-secret".formatted(environment)));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void knowTheChannelsOfTheServices(String environment) throws IOException {
        ChannelRules rules = rulesOf(environment);

        assertThat(Stream.of("vehicle:42", "route:A", "stock:X", "fence:queens", "chat:lobby", "announcements"))
                .allSatisfy(channel ->
                        assertThat(rules.namespaceOf(new ChannelName(channel))).isPresent());
        assertThat(rules.pipelines()).containsOnlyKeys("vehicles");
    }

    @Test
    void letNobodyPublishUnknownInProduction() throws IOException {
        assertThat(rulesOf("prod").namespaces().values()).noneMatch(Namespace::allowPublishForAnonymous);
    }

    private static ChannelRules rulesOf(String environment) throws IOException {
        return ChannelRulesLoader.load(
                Files.readString(ENVIRONMENTS.resolve(environment).resolve("channels.yml")));
    }
}
