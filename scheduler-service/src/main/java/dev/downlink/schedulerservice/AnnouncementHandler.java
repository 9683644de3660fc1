package dev.downlink.schedulerservice;

import dev.downlink.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/**
 * Publishes what EventBridge Scheduler hands it. A bad announcement is an error, which Lambda repeats twice, to no effect,
 * and then takes to the function's on-failure queue together with its payload.
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
