package dev.downlink.connectionservice.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import java.util.List;

/** Keys that tokens may be signed with. A key determines its algorithms; the token's header only selects among keys. */
interface VerificationKeys {

    /**
     * The verifiers of the keys for the header's algorithm and, if both have one, with its key id.
     *
     * @throws JOSEException if the keys cannot be fetched
     */
    List<JWSVerifier> candidates(JWSHeader header) throws JOSEException;

    /** Whether these keys sign no more: who has a token of them needs a new one. */
    default boolean retired() {
        return false;
    }
}
