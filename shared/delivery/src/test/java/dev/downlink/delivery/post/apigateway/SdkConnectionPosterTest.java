package dev.downlink.delivery.post.apigateway;

import dev.downlink.delivery.post.ConnectionPoster;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

class SdkConnectionPosterTest extends ConnectionPosterContract {

    @Override
    ConnectionPoster poster(URI callbackUrl, AwsCredentialsProvider credentials) {
        return new SdkConnectionPoster(callbackUrl, credentials, certificate.trustManagers());
    }
}
