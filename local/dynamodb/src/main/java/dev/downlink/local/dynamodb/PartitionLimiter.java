package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.aws.http.HttpHandler;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Passes requests on to DynamoDB within the budgets of their partition keys, and answers as DynamoDB does beyond them.
 * Single operations take the units that DynamoDB Local tells; batches and transactions, whose units it gets wrong, what their
 * items take by size, and an update within a transaction what an item of 1 KB takes.
 */
final class PartitionLimiter {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> BATCHES = Set.of("BatchGetItem", "BatchWriteItem");

    private final HttpHandler database;
    private final KeyNames keyNames;

    PartitionLimiter(HttpHandler database) {
        this.database = database;
        this.keyNames = new KeyNames(database);
    }

    CompletionStage<HttpResponse> handle(HttpRequest request, PartitionBudgets budgets) {
        String target = request.header("X-Amz-Target").orElse("");
        String operation = target.substring(target.indexOf('.') + 1);
        if (!(json(request.body()) instanceof ObjectNode body)) {
            return database.handle(request);
        }
        return keyNames.of(Accesses.tables(body))
                .thenCompose(names -> handle(request, operation, body, names, budgets));
    }

    private CompletionStage<HttpResponse> handle(
            HttpRequest request,
            String operation,
            ObjectNode body,
            Map<String, String> names,
            PartitionBudgets budgets) {
        List<Access> accesses = Accesses.of(operation, body, names);
        List<Boolean> refused =
                accesses.stream().map(access -> !budgets.admits(access)).toList();
        boolean batch = BATCHES.contains(operation);
        if (refused.contains(true)) {
            if (operation.startsWith("Transact")) {
                return CompletableFuture.completedFuture(ThrottledAnswers.cancelled(refused));
            }
            if (!batch || !refused.contains(false)) {
                return CompletableFuture.completedFuture(ThrottledAnswers.exceeded());
            }
        }
        for (int i = 0; i < accesses.size(); i++) {
            if (!refused.get(i)) {
                budgets.take(accesses.get(i));
            }
        }
        ObjectNode admitted = body.deepCopy();
        if (batch) {
            admitted.set("RequestItems", BatchParts.part(body.path("RequestItems"), refused, false));
        } else if (accesses.size() == 1 && !body.has("ReturnConsumedCapacity")) {
            admitted.put("ReturnConsumedCapacity", "TOTAL");
        }
        return database.handle(with(request, admitted)).thenApply(answer -> {
            if (answer.status() != 200 || !(json(answer.body()) instanceof ObjectNode done)) {
                return answer;
            }
            ActualUnits.beyondLeast(operation, admitted, done, accesses, names).forEach(budgets::take);
            if (!refused.contains(true)) {
                return answer;
            }
            BatchParts.addUnprocessed(done, BatchParts.part(body.path("RequestItems"), refused, true));
            return with(answer, done);
        });
    }

    private static HttpRequest with(HttpRequest request, ObjectNode body) {
        HttpRequest admitted = request.withBody(bytes(body));
        // The answer is to be read here, so not compressed.
        admitted.headers().remove("Accept-Encoding");
        return admitted;
    }

    private static HttpResponse with(HttpResponse answer, ObjectNode body) {
        Map<String, String> headers = new HashMap<>(answer.headers());
        // The checksum was that of another body.
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("x-amz-crc32"));
        return new HttpResponse(answer.status(), headers, bytes(body));
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Missing for what is no JSON. */
    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.missingNode();
        }
    }
}
