/** Posts frames through API Gateway's @connections API. */
@NullMarked
package dev.downlink.delivery.post.apigateway;

import org.jspecify.annotations.NullMarked;
