package dev.downlink.local.aws;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks that AWS service models state, refused in AWS's words. */
public final class Constraints {

    private Constraints() {}

    public static void present(String member, @Nullable Object value) {
        if (value == null) {
            throw violated("null", member, "Member must not be null");
        }
    }

    /** Null passes: combine with {@link #present} where the member is required. */
    public static void matches(String member, @Nullable String value, Pattern pattern) {
        if (value != null && !pattern.matcher(value).matches()) {
            throw violated(
                    "'" + value + "'", member, "Member must satisfy regular expression pattern: " + pattern.pattern());
        }
    }

    /** Null passes. */
    public static void length(String member, @Nullable String value, int least, int most) {
        if (value == null) {
            return;
        }
        if (value.length() < least) {
            throw violated("'" + value + "'", member, "Member must have length greater than or equal to " + least);
        }
        if (value.length() > most) {
            throw violated("'" + value + "'", member, "Member must have length less than or equal to " + most);
        }
    }

    /** Null passes. */
    public static void range(String member, @Nullable Integer value, int least, int most) {
        if (value == null) {
            return;
        }
        if (value < least) {
            throw violated("'" + value + "'", member, "Member must have value greater than or equal to " + least);
        }
        if (value > most) {
            throw violated("'" + value + "'", member, "Member must have value less than or equal to " + most);
        }
    }

    private static AwsException violated(String value, String member, String constraint) {
        return AwsException.validation("1 validation error detected: Value " + value + " at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }
}
