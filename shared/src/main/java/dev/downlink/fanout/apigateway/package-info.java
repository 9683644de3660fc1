/** Posts frames through API Gateway's @connections API. */
@NullMarked
package dev.downlink.fanout.apigateway;

import org.jspecify.annotations.NullMarked;
