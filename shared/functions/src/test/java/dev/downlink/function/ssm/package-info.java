/** Tests of the parameter store. */
@NullMarked
package dev.downlink.channel.aws;

import org.jspecify.annotations.NullMarked;
