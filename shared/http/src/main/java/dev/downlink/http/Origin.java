package dev.downlink.http;

import java.net.URI;
import java.util.Locale;

/** The scheme, host and port of a server. An IPv6 host has no brackets. */
public record Origin(boolean secure, String host, int port) {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** The origin of an http or https URL; the rest of the URL is ignored. */
    public static Origin of(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = url.getHost();
        if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(url + " is no URL of a server; expected http://… or https://…");
        }
        boolean secure = scheme.equals("https");
        int port = url.getPort() != -1 ? url.getPort() : secure ? HTTPS : HTTP;
        return new Origin(secure, host.replaceAll("[\\[\\]]", ""), port);
    }

    /** The value of the Host header: without the scheme's default port. */
    public String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (secure ? HTTPS : HTTP) ? name : name + ":" + port;
    }
}
