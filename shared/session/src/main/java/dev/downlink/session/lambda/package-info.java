/** The entry of Lambda functions that answer frames of clients. */
@NullMarked
package dev.downlink.session.lambda;

import org.jspecify.annotations.NullMarked;
