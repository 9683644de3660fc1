/** What the services share of AWS: event shapes and clients. */
@NullMarked
package dev.downlink.aws;

import org.jspecify.annotations.NullMarked;
