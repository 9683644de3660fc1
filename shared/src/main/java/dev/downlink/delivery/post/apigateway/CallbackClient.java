package dev.downlink.delivery.post.apigateway;

import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** Ours, apart from the client that Micronaut makes without an endpoint. */
record CallbackClient(ApiGatewayManagementApiClient api) implements AutoCloseable {

    @Override
    public void close() {
        api.close();
    }
}
