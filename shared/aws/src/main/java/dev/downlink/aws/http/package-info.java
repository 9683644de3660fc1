/** The AWS SDK's calls over our own HTTP client. */
@NullMarked
package dev.downlink.aws.http;

import org.jspecify.annotations.NullMarked;
