package dev.downlink.local.runtime;

/** What is printed once the system is ready: where it is and what to try next. */
record Welcome(RuntimeSettings settings, long startMillis) {

    String text() {
        String record = "{\"trip\":\"42\",\"route\":\"A\",\"headsign\":\"Far Rockaway\",\"direction\":1,"
                + "\"latitude\":40.7,\"longitude\":-73.9,\"bearing\":90,\"time\":0}";
        String console = settings.console()
                .map(built -> "http://localhost:" + settings.port() + "/")
                .orElse("left out: needs Node.js 20.19, 22.12 or newer, and npm");
        return """

                Downlink is ready (%.1f s).

                  console     %s
                  WebSocket   ws://localhost:%d/local
                  HTTP API    http://localhost:%d/api/…
                  AWS         http://localhost:%d (any credentials)
                  logs        %s

                Try:
                  npx wscat -c 'ws://localhost:%d/local?VehicleID=42'
                  > {"action":"onMessage","message":"Hello everyone"}

                  curl -H 'X-API-Key: local-api-key' http://localhost:%d/api/publish \\
                    -d '{"channel":"chat:lobby","data":{"text":"Hello"}}'

                  echo '%s' |
                    aws --endpoint-url http://localhost:%d kinesis put-record \\
                    --stream-name downlink-local-vehicles --partition-key 42 --data fileb:///dev/stdin

                Ctrl-C stops everything.
                """.formatted(
                        startMillis / 1_000.0,
                        console,
                        settings.port(),
                        settings.port(),
                        settings.awsPort(),
                        settings.logs(),
                        settings.port(),
                        settings.port(),
                        record,
                        settings.awsPort());
    }
}
