/** Posts frames through API Gateway's @connections API. */
@NullMarked
package dev.downlink.delivery.apigateway;

import org.jspecify.annotations.NullMarked;
