package dev.downlink.schedulerservice;

import dev.downlink.function.FunctionHandler;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/**
 * Publishes the announcements of EventBridge Scheduler. A bad announcement is an error: Lambda retries it twice, then sends it
 * with its payload to the function's on-failure queue.
 */
public class AnnouncementHandler extends FunctionHandler<Announcement, AnnouncementResult> {

    @Inject
    Announcer announcer;

    public AnnouncementHandler() {}

    AnnouncementHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public AnnouncementResult execute(Announcement announcement) {
        StreamPosition position = announcer.announce(announcement);
        return new AnnouncementResult(position.offset(), position.epoch());
    }
}
