package dev.downlink.protocol;

import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** How a tag compares with the value of a {@link TagsFilter}. */
public enum TagComparison {
    EQUAL("eq"),
    NOT_EQUAL("neq"),
    STARTS_WITH("sw"),
    ENDS_WITH("ew"),
    CONTAINS("ct"),
    GREATER("gt"),
    GREATER_OR_EQUAL("gte"),
    LESS("lt"),
    LESS_OR_EQUAL("lte");

    /** A decimal as Centrifugo reads it: no exponent, at most 19 digits after the point. */
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]{1,19})?");

    /** 200 characters: Centrifugo's limit for a decimal. */
    private static final int MAX_DECIMAL_LENGTH = 200;

    private final String operator;

    TagComparison(String operator) {
        this.operator = operator;
    }

    /** As it is written on the wire. */
    String operator() {
        return operator;
    }

    /** A numeric comparison is false if either value is not a number. */
    boolean holds(String tag, String value) {
        return switch (this) {
            case EQUAL -> tag.equals(value);
            case NOT_EQUAL -> !tag.equals(value);
            case STARTS_WITH -> tag.startsWith(value);
            case ENDS_WITH -> tag.endsWith(value);
            case CONTAINS -> tag.contains(value);
            case GREATER -> order(tag, value).orElse(-1) > 0;
            case GREATER_OR_EQUAL -> order(tag, value).orElse(-1) >= 0;
            case LESS -> order(tag, value).orElse(1) < 0;
            case LESS_OR_EQUAL -> order(tag, value).orElse(1) <= 0;
        };
    }

    private static OptionalInt order(String tag, String value) {
        return isDecimal(tag) && isDecimal(value)
                ? OptionalInt.of(new BigDecimal(tag).compareTo(new BigDecimal(value)))
                : OptionalInt.empty();
    }

    private static boolean isDecimal(String text) {
        return text.length() <= MAX_DECIMAL_LENGTH && DECIMAL.matcher(text).matches();
    }
}
