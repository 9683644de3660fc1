/** A contender that uses the request signer, which is not public. */
@NullMarked
package dev.downlink.delivery.post.apigateway;

import org.jspecify.annotations.NullMarked;
