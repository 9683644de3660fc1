/** What this machine has and AWS does not: files that are replaced whole, processes that outlive an interrupt. */
@NullMarked
package dev.downlink.local.aws.host;

import org.jspecify.annotations.NullMarked;
