package dev.downlink.schedulerservice.api;

import dev.downlink.api.ApiCalls;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Post;

/** The calls about schedules: {@code POST /api/<method>}, whatever their content type. */
@Controller("/api")
@Consumes(MediaType.ALL)
final class ScheduleController {

    private final ApiCalls api;
    private final ScheduleCalls schedules;

    ScheduleController(ApiCalls api, ScheduleCalls schedules) {
        this.api = api;
        this.schedules = schedules;
    }

    @Post("/schedule")
    HttpResponse<String> schedule(@Body String body) {
        return api.answer("schedule", body, ScheduleRequest.class, schedules::create);
    }

    @Post("/schedule_get")
    HttpResponse<String> get(@Body String body) {
        return api.answer("schedule_get", body, ScheduleIdRequest.class, schedules::get);
    }

    @Post("/schedule_list")
    HttpResponse<String> list(@Body String body) {
        return api.answer("schedule_list", body, ScheduleListRequest.class, schedules::list);
    }

    @Post("/schedule_cancel")
    HttpResponse<String> cancel(@Body String body) {
        return api.answer("schedule_cancel", body, ScheduleIdRequest.class, schedules::cancel);
    }

    @Post("/schedule_pause")
    HttpResponse<String> pause(@Body String body) {
        return api.answer("schedule_pause", body, ScheduleIdRequest.class, schedules::pause);
    }

    @Post("/schedule_resume")
    HttpResponse<String> resume(@Body String body) {
        return api.answer("schedule_resume", body, ScheduleIdRequest.class, schedules::resume);
    }

    /** A request without a body. */
    @Error(exception = ConversionErrorException.class)
    HttpResponse<String> withoutBody() {
        return ApiCalls.unreadable();
    }
}
