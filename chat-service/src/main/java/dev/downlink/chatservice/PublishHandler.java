package dev.downlink.chatservice;

import dev.downlink.session.lambda.FrameHandler;
import io.micronaut.context.ApplicationContext;

/** The routes by which clients publish: {@code publish} and {@code onMessage}. */
public class PublishHandler extends FrameHandler {

    public PublishHandler() {}

    PublishHandler(ApplicationContext context) {
        super(context);
    }
}
