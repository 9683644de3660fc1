package dev.downlink.connectionservice;

import dev.downlink.session.lambda.FrameHandler;
import io.micronaut.context.ApplicationContext;

/** All routes for frames of clients: {@code $default} and the actions of this service. */
public class SessionHandler extends FrameHandler {

    public SessionHandler() {}

    SessionHandler(ApplicationContext context) {
        super(context);
    }
}
