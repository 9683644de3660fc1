/** The SDK's calls against a server whose answers are a test's. */
@NullMarked
package dev.downlink.aws.http;

import org.jspecify.annotations.NullMarked;
