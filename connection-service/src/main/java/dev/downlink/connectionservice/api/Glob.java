package dev.downlink.connectionservice.api;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Patterns of channel names as Centrifugo has them: {@code *} any text, {@code ?} one character, {@code [a-c]}, {@code [!a-c]} and
 * {@code {one,other}}; a backslash before a character that means itself.
 */
final class Glob {

    private Glob() {}

    /** @return empty if the pattern is none; an empty pattern matches everything */
    static Optional<Predicate<String>> read(String pattern) {
        if (pattern.isEmpty()) {
            return Optional.of(name -> true);
        }
        try {
            Pattern compiled = Pattern.compile(expression(pattern), Pattern.DOTALL);
            return Optional.of(name -> compiled.matches(name));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static String expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        int alternatives = 0;
        boolean set = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\\' && i + 1 < pattern.length()) {
                expression.append(Pattern.quote(pattern.substring(++i, i + 1)));
            } else if (set) {
                boolean negated = c == '!' && pattern.charAt(i - 1) == '[';
                expression.append(negated ? "^" : c == '[' ? "\\[" : String.valueOf(c));
                set = c != ']';
            } else {
                switch (c) {
                    case '*' -> expression.append(".*");
                    case '?' -> expression.append('.');
                    case '[' -> {
                        expression.append('[');
                        set = true;
                    }
                    case '{' -> {
                        expression.append("(?:");
                        alternatives++;
                    }
                    case '}' -> {
                        expression.append(')');
                        alternatives--;
                    }
                    case ',' -> expression.append(alternatives > 0 ? "|" : ",");
                    default -> expression.append(Pattern.quote(String.valueOf(c)));
                }
            }
        }
        return expression.toString();
    }
}
