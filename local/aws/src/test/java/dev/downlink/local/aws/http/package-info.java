/** Tests of the HTTP server. */
@NullMarked
package dev.downlink.local.aws.http;

import org.jspecify.annotations.NullMarked;
