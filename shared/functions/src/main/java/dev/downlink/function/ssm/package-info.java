/** The parameter store as AWS Systems Manager has it. */
@NullMarked
package dev.downlink.channel.aws;

import org.jspecify.annotations.NullMarked;
