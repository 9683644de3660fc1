package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiCalls;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Post;

/** The calls of the server API about connections: {@code POST /api/<method>}, whatever their content type. */
@Controller("/api")
@Consumes(MediaType.ALL)
final class ConnectionApiController {

    private final ApiCalls api;
    private final PresenceCalls presence;
    private final SessionCalls sessions;
    private final RefreshCalls refreshes;
    private final SubscribeCalls subscribes;
    private final CensusCalls census;

    ConnectionApiController(
            ApiCalls api,
            PresenceCalls presence,
            SessionCalls sessions,
            RefreshCalls refreshes,
            SubscribeCalls subscribes,
            CensusCalls census) {
        this.api = api;
        this.presence = presence;
        this.sessions = sessions;
        this.refreshes = refreshes;
        this.subscribes = subscribes;
        this.census = census;
    }

    @Post("/presence")
    HttpResponse<String> presence(@Body String body) {
        return api.answer("presence", body, ChannelRequest.class, presence::presence);
    }

    @Post("/presence_stats")
    HttpResponse<String> presenceStats(@Body String body) {
        return api.answer("presence_stats", body, ChannelRequest.class, presence::stats);
    }

    @Post("/subscribe")
    HttpResponse<String> subscribe(@Body String body) {
        return api.answer("subscribe", body, SubscribeRequest.class, subscribes::subscribe);
    }

    @Post("/unsubscribe")
    HttpResponse<String> unsubscribe(@Body String body) {
        return api.answer("unsubscribe", body, UnsubscribeRequest.class, sessions::unsubscribe);
    }

    @Post("/disconnect")
    HttpResponse<String> disconnect(@Body String body) {
        return api.answer("disconnect", body, DisconnectRequest.class, sessions::disconnect);
    }

    @Post("/refresh")
    HttpResponse<String> refresh(@Body String body) {
        return api.answer("refresh", body, RefreshRequest.class, refreshes::refresh);
    }

    @Post("/channels")
    HttpResponse<String> channels(@Body String body) {
        return api.answer("channels", body, ChannelsRequest.class, census::channels);
    }

    @Post("/info")
    HttpResponse<String> info(@Body String body) {
        return api.answer("info", body, InfoRequest.class, census::info);
    }

    /** Micronaut reports a request without a body with this exception. */
    @Error(exception = ConversionErrorException.class)
    HttpResponse<String> withoutBody() {
        return ApiCalls.unreadable();
    }
}
