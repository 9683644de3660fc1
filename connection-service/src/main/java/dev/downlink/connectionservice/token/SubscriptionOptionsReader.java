package dev.downlink.connectionservice.token;

import dev.downlink.protocol.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Collects {@code info}, {@code data} (the base64 of each wins) and {@code override} of an object. */
final class SubscriptionOptionsReader {

    private final ClaimsParser json;
    private @Nullable Json info;
    private @Nullable Json base64Info;
    private @Nullable Json data;
    private @Nullable Json base64Data;
    private @Nullable Boolean presence;
    private @Nullable Boolean joinLeave;
    private @Nullable Boolean forcePushJoinLeave;
    private @Nullable Boolean forceRecovery;
    private @Nullable Boolean forcePositioning;

    SubscriptionOptionsReader(ClaimsParser json) {
        this.json = json;
    }

    /** Reads the current value if it is such a field. */
    boolean read(String name) throws IOException {
        switch (name) {
            case "info" -> info = json.json(name);
            case "b64info" -> base64Info = json.base64Json(name);
            case "data" -> data = json.json(name);
            case "b64data" -> base64Data = json.base64Json(name);
            case "override" -> {
                if (!json.isNull()) {
                    json.object(name, this::readOverride);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    SubscriptionOptions options() {
        return new SubscriptionOptions(
                base64Info == null ? info : base64Info,
                base64Data == null ? data : base64Data,
                new SubscriptionOptions.Overrides(
                        presence, joinLeave, forcePushJoinLeave, forceRecovery, forcePositioning));
    }

    private void readOverride(String option) throws IOException {
        if (json.isNull()) {
            return;
        }
        json.object("override", name -> {
            if (name.equals("value")) {
                override(option, json.flag(name));
            } else {
                json.skip();
            }
        });
    }

    private void override(String option, boolean value) {
        switch (option) {
            case "presence" -> presence = value;
            case "join_leave" -> joinLeave = value;
            case "force_push_join_leave" -> forcePushJoinLeave = value;
            case "force_recovery" -> forceRecovery = value;
            case "force_positioning" -> forcePositioning = value;
            default -> throw new IllegalArgumentException("override: an option that cannot be overridden");
        }
    }
}
