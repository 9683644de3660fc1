package dev.downlink.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.util.Set;
import java.util.stream.Collectors;

/** The classes of the shared modules. */
final class SharedModules implements LocationProvider {

    @Override
    public Set<Location> get(Class<?> testClass) {
        return Reactor.modules().values().stream()
                .filter(MavenModule::isShared)
                .map(module -> Location.of(module.classes()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
