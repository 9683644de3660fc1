package dev.downlink.connectionservice;

import dev.downlink.protocol.Dialect;

/** Commands as clients write them, in either dialect. */
final class Commands {

    static final String CONNECT = "{\"connect\":{},\"id\":1}";

    private Commands() {}

    static String subscribe(Dialect dialect, String channel, int id) {
        return command(dialect, "subscribe", "\"channel\":\"" + channel + "\"", id);
    }

    static String unsubscribe(Dialect dialect, String channel, int id) {
        return command(dialect, "unsubscribe", "\"channel\":\"" + channel + "\"", id);
    }

    static String publish(Dialect dialect, String channel, int id) {
        return command(dialect, "publish", "\"channel\":\"" + channel + "\",\"data\":1", id);
    }

    static String history(Dialect dialect, String channel, int id) {
        return command(dialect, "history", "\"channel\":\"" + channel + "\",\"limit\":-1", id);
    }

    static String presence(Dialect dialect, String method, int id) {
        return command(dialect, method, "\"channel\":\"open:a\"", id);
    }

    static String recover(String channel) {
        return command(Dialect.ACTION, "subscribe", "\"channel\":\"" + channel + "\",\"recover\":{\"offset\":0}", 1);
    }

    private static String command(Dialect dialect, String method, String fields, int id) {
        return switch (dialect) {
            case ACTION -> "{\"action\":\"" + method + "\"," + fields + ",\"id\":" + id + "}";
            case CENTRIFUGE -> "{\"" + method + "\":{" + fields + "},\"id\":" + id + "}";
        };
    }
}
