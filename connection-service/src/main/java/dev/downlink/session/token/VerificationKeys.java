package dev.downlink.session.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.util.List;

/** Keys that tokens may be signed with. The key decides its algorithms; what the token claims only selects among keys. */
interface VerificationKeys {

    /**
     * The verifiers that are worth trying: of keys made for the header's algorithm and, if both have one, with its key id.
     *
     * @throws JOSEException if the keys cannot be had now
     */
    List<JWSVerifier> candidates(JWSHeader header) throws JOSEException;
}
