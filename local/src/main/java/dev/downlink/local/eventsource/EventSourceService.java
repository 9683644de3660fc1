package dev.downlink.local.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.AwsService;
import dev.downlink.local.http.HttpRequest;
import dev.downlink.local.http.HttpResponse;
import dev.downlink.local.service.LocalEnvironment;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's API for event source mappings: create, list, get and delete. */
public final class EventSourceService implements AwsService {

    private static final Pattern PATH = Pattern.compile("/2015-03-31/event-source-mappings(?:/(?<id>[^/]+))?/?");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventSourceMappings mappings;
    private final Predicate<String> functions;

    /**
     * @param functions whether there is a function of that name
     */
    public EventSourceService(EventSourceMappings mappings, Predicate<String> functions) {
        this.mappings = mappings;
        this.functions = functions;
    }

    @Override
    public boolean serves(HttpRequest request) {
        return PATH.matcher(request.path()).matches();
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        HttpResponse response;
        try {
            Matcher path = PATH.matcher(request.path());
            String id = path.matches() ? path.group("id") : null;
            response = id == null ? collection(request) : one(request, id);
        } catch (AwsException e) {
            response = error(e.status(), e.type(), e.message());
        } catch (IOException e) {
            response = error(400, "InvalidRequestContentException", "Could not parse request body into json");
        }
        return CompletableFuture.completedFuture(response);
    }

    private HttpResponse collection(HttpRequest request) throws IOException {
        return switch (request.method()) {
            case "POST" -> create(JSON.readTree(request.body()));
            case "GET" -> list(request);
            default -> error(405, "MethodNotAllowedException", request.method() + " is not supported here");
        };
    }

    private HttpResponse one(HttpRequest request, String id) {
        Optional<EventSourceMapping> mapping = uuid(id).flatMap(mappings::find);
        if (mapping.isEmpty()) {
            return error(404, "ResourceNotFoundException", "The resource you requested does not exist.");
        }
        return switch (request.method()) {
            case "GET" -> HttpResponse.json(200, json(mapping.get(), "Enabled").toString());
            case "DELETE" -> {
                mappings.delete(mapping.get());
                yield HttpResponse.json(202, json(mapping.get(), "Deleting").toString());
            }
            default -> error(405, "MethodNotAllowedException", request.method() + " is not supported here");
        };
    }

    private HttpResponse create(JsonNode body) {
        MappingConfiguration configuration = MappingJson.read(body);
        if (!functions.test(configuration.function())) {
            throw MappingJson.invalid("Function does not exist");
        }
        EventSourceMapping mapping = mappings.add(configuration);
        return HttpResponse.json(202, json(mapping, "Creating").toString());
    }

    private HttpResponse list(HttpRequest request) {
        Optional<String> stream = query(request, "EventSourceArn").map(MappingJson::lastPart);
        Optional<String> function = query(request, "FunctionName").map(LocalEnvironment::functionName);
        ObjectNode answer = JSON.createObjectNode();
        var list = answer.putArray("EventSourceMappings");
        mappings.all().stream()
                .filter(each ->
                        stream.isEmpty() || each.configuration().stream().equals(stream.get()))
                .filter(each ->
                        function.isEmpty() || each.configuration().function().equals(function.get()))
                .forEach(each -> list.add(json(each, "Enabled")));
        return HttpResponse.json(200, answer.toString());
    }

    private static ObjectNode json(EventSourceMapping mapping, String state) {
        return MappingJson.write(mapping.configuration())
                .put("UUID", mapping.id().toString())
                .put("EventSourceMappingArn", LocalEnvironment.arn("lambda", "event-source-mapping:" + mapping.id()))
                .put("LastModified", mapping.createdAt().toEpochMilli() / 1000.0)
                .put("LastProcessingResult", "No records processed")
                .put("State", state)
                .put("StateTransitionReason", "User action");
    }

    private static Optional<String> query(HttpRequest request, String name) {
        return Arrays.stream(request.rawQuery().split("&"))
                .filter(part -> part.startsWith(name + "="))
                .map(part -> URLDecoder.decode(part.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static HttpResponse error(int status, String type, String message) {
        String body = JSON.createObjectNode()
                .put("Type", "User")
                .put("Message", message)
                .toString();
        return HttpResponse.json(status, body).withHeader("x-amzn-ErrorType", type);
    }
}
