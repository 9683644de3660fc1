package dev.downlink.local.eventsource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.service.KinesisDescription.Position;
import dev.downlink.local.service.LocalEnvironment;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A mapping's configuration as Lambda's API writes it. */
final class MappingJson {

    private MappingJson() {}

    static MappingConfiguration read(JsonNode body) {
        if (!body.path("FilterCriteria").path("Filters").isEmpty()
                || body.path("TumblingWindowInSeconds").asInt(0) != 0) {
            throw invalid("Filter criteria and tumbling windows are not supported here.");
        }
        Position position = position(body.path("StartingPosition").asText(""));
        String destination = body.path("DestinationConfig")
                .path("OnFailure")
                .path("Destination")
                .asText("");
        return new MappingConfiguration(
                LocalEnvironment.functionName(text(body, "FunctionName")),
                lastPart(text(body, "EventSourceArn")),
                position,
                timestamp(body, position),
                integer(body, "BatchSize", 100, 1, 10_000),
                integer(body, "MaximumBatchingWindowInSeconds", 0, 0, 300),
                integer(body, "ParallelizationFactor", 1, 1, 10),
                integer(body, "MaximumRetryAttempts", -1, -1, 10_000),
                age(body),
                body.path("BisectBatchOnFunctionError").asBoolean(false),
                contains(body.path("FunctionResponseTypes"), "ReportBatchItemFailures"),
                destination.isEmpty() ? null : lastPart(destination));
    }

    static ObjectNode write(MappingConfiguration mapping) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("BatchSize", mapping.batchSize())
                .put("BisectBatchOnFunctionError", mapping.bisectBatchOnFunctionError())
                .put("EventSourceArn", mapping.streamArn())
                .put("FunctionArn", mapping.functionArn())
                .put("MaximumBatchingWindowInSeconds", mapping.maximumBatchingWindowSeconds())
                .put("MaximumRecordAgeInSeconds", mapping.maximumRecordAgeSeconds())
                .put("MaximumRetryAttempts", mapping.maximumRetryAttempts())
                .put("ParallelizationFactor", mapping.parallelizationFactor())
                .put("StartingPosition", mapping.startingPosition().name())
                .put("TumblingWindowInSeconds", 0);
        if (mapping.startingTimestamp() != null) {
            json.put("StartingPositionTimestamp", mapping.startingTimestamp().toEpochMilli() / 1000.0);
        }
        var responseTypes = json.putArray("FunctionResponseTypes");
        if (mapping.reportBatchItemFailures()) {
            responseTypes.add("ReportBatchItemFailures");
        }
        ObjectNode onFailure = json.putObject("DestinationConfig").putObject("OnFailure");
        if (mapping.onFailureQueue() != null) {
            onFailure.put("Destination", LocalEnvironment.queueArn(mapping.onFailureQueue()));
        }
        return json;
    }

    /** The resource's name in an ARN, or the text itself. */
    static String lastPart(String arn) {
        return arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
    }

    static AwsException invalid(String message) {
        return new AwsException(400, "InvalidParameterValueException", message);
    }

    private static Position position(String text) {
        return Arrays.stream(Position.values())
                .filter(each -> each.name().equals(text))
                .findFirst()
                .orElseThrow(() -> invalid("1 validation error detected: Value '" + text
                        + "' at 'startingPosition' failed to satisfy"
                        + " constraint: Member must satisfy enum value set: " + Arrays.toString(Position.values())));
    }

    private static @Nullable Instant timestamp(JsonNode body, Position position) {
        if (position != Position.AT_TIMESTAMP) {
            return null;
        }
        JsonNode time = body.path("StartingPositionTimestamp");
        if (!time.isNumber()) {
            throw invalid("StartingPositionTimestamp is required with AT_TIMESTAMP.");
        }
        return Instant.ofEpochMilli(Math.round(time.asDouble() * 1000));
    }

    private static String text(JsonNode body, String key) {
        if (body.path(key).asText("").isEmpty()) {
            throw invalid(key + " is required.");
        }
        return body.path(key).asText();
    }

    private static int integer(JsonNode body, String key, int otherwise, int least, int most) {
        JsonNode value = body.path(key);
        int number = value.isMissingNode() || value.isNull() ? otherwise : value.asInt(least - 1);
        if (number < least || number > most) {
            throw invalid(key + " must be from " + least + " to " + most + ".");
        }
        return number;
    }

    /** Without a limit, or a minute or longer. */
    private static int age(JsonNode body) {
        int seconds = integer(body, "MaximumRecordAgeInSeconds", -1, -1, 604_800);
        if (seconds >= 0 && seconds < 60) {
            throw invalid("MaximumRecordAgeInSeconds must be -1 or from 60 to 604800.");
        }
        return seconds;
    }

    private static boolean contains(JsonNode list, String wanted) {
        for (JsonNode each : list) {
            if (each.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
