/** What has been requested for delivery, what has been delivered, and who may deliver. */
@NullMarked
package dev.downlink.ledger;

import org.jspecify.annotations.NullMarked;
