package dev.downlink.channel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.downlink.channel.ChannelRules.TokenKeys;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the keys and claims that verify tokens. */
final class TokenSettings {

    static final String DEFAULT_USER_ID_CLAIM = "sub";

    private static final Pattern CLAIM = Pattern.compile("[a-zA-Z_]+");

    private TokenSettings() {}

    static TokenKeys read(Settings settings) {
        boolean development = settings.flag("development");
        TokenKeys keys = new TokenKeys(
                settings.reference("hmac_secret"),
                settings.reference("rsa_public_key"),
                settings.reference("ecdsa_public_key"),
                jwksUrl(settings, development),
                settings.text("audience", "text"),
                settings.text("issuer", "text"),
                settings.reference("hmac_previous_secret"),
                validUntil(settings),
                regex(settings, "audience_regex"),
                regex(settings, "issuer_regex"),
                userIdClaim(settings),
                development);
        settings.end();
        if (keys.hmacPreviousSecret() != null && keys.hmacSecret() == null) {
            throw settings.invalid("hmac_secret", null, "a reference, as hmac_previous_secret is set");
        }
        return keys;
    }

    private static @Nullable String jwksUrl(Settings settings, boolean development) {
        String expected = "an https URL such as https://login.example.com/jwks.json";
        String url = settings.text("jwks_url", expected);
        if (url != null && !isUrl(url, development)) {
            throw settings.invalid("jwks_url", url, expected);
        }
        return url;
    }

    /** Requires https unless in development: keys fetched without TLS can be forged. */
    private static boolean isUrl(String url, boolean development) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null
                    && ("https".equals(uri.getScheme()) || (development && "http".equals(uri.getScheme())));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable Instant validUntil(Settings settings) {
        int epochSeconds = settings.number("hmac_previous_secret_valid_until", 0, 0, Integer.MAX_VALUE);
        return epochSeconds == 0 ? null : Instant.ofEpochSecond(epochSeconds);
    }

    private static @Nullable String regex(Settings settings, String key) {
        String expected = "a regular expression of RE2, such as ^downlink-[a-z]+$";
        String regex = settings.text(key, expected);
        if (regex != null) {
            try {
                Pattern.compile(regex);
            } catch (PatternSyntaxException e) {
                throw settings.invalid(key, regex, expected + " (" + e.getMessage() + ")");
            }
        }
        return regex;
    }

    private static String userIdClaim(Settings settings) {
        String expected = "the name of a claim: letters and '_'";
        String claim = settings.text("user_id_claim", expected);
        if (claim != null && !CLAIM.matches(claim)) {
            throw settings.invalid("user_id_claim", claim, expected);
        }
        return claim == null ? DEFAULT_USER_ID_CLAIM : claim;
    }
}
