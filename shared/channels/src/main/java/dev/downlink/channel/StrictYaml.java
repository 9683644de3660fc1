package dev.downlink.channel;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Parses YAML; a key that occurs twice in a mapping is refused. */
final class StrictYaml {

    private StrictYaml() {}

    /** @param source the file's name, for messages */
    static @Nullable Object load(String source, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException e) {
            throw new InvalidConfigurationException("%s: expected YAML: %s".formatted(source, e.getMessage()), e);
        }
    }
}
