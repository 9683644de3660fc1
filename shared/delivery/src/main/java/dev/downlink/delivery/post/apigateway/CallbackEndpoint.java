package dev.downlink.delivery.post.apigateway;

import dev.downlink.http.Origin;
import java.net.URI;

/**
 * Where {@code @connections} is: of an API's stage ({@code https://<api>.execute-api.<region>.amazonaws.com/<stage>}) or of a
 * custom domain's mapping ({@code https://<domain>/<mapping key, if any>}).
 *
 * @param basePath as in the URL, percent-encoded, without a slash at the end
 */
record CallbackEndpoint(Origin origin, String basePath) {

    static CallbackEndpoint of(URI url) {
        String path = url.normalize().getRawPath();
        return new CallbackEndpoint(Origin.of(url), path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** Before the connection's id. */
    String connectionsPath() {
        return basePath + "/@connections/";
    }
}
