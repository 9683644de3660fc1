package dev.downlink.schedulerservice;

import dev.downlink.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/**
 * Publishes the announcements of EventBridge Scheduler. An invalid one is an error: Lambda retries it twice, which has no
 * effect, and sends it with its payload to the function's on-failure queue.
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
        return new AnnouncementResult(announcer.announce(announcement));
    }
}
