package dev.downlink.http;

import java.net.InetAddress;
import java.time.Clock;
import javax.net.ssl.SSLContext;

/** Clients for tests of other packages. */
public final class TestClients {

    private TestClients() {}

    public static OriginClient of(Origin origin, HttpSettings settings, Clock clock, SSLContext trust) {
        return new OriginClient(origin, settings, clock, () -> trust, InetAddress::getAllByName);
    }
}
