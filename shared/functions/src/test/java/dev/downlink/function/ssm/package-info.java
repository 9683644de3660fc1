/** Tests of the parameter store. */
@NullMarked
package dev.downlink.function.ssm;

import org.jspecify.annotations.NullMarked;
