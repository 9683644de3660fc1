package dev.downlink.delivery;

/** API Gateway refuses the caller (401, 403, 404 …): nothing was delivered, and nothing can be until that is mended. */
public final class DeliveryRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeliveryRefusedException(int status, String reason) {
        super("@connections refused with %d: %s".formatted(status, reason));
    }
}
