package dev.downlink.connectionservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Keys that count until a moment: those of before a rotation. */
record ExpiringKeys(VerificationKeys keys, Instant validUntil, Clock clock) implements VerificationKeys {

    @Override
    public List<JWSVerifier> candidates(JWSHeader header) throws JOSEException {
        return keys.candidates(header);
    }

    @Override
    public boolean retired() {
        return !clock.instant().isBefore(validUntil);
    }
}
