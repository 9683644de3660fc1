/** The parameter store of AWS Systems Manager. */
@NullMarked
package dev.downlink.function.ssm;

import org.jspecify.annotations.NullMarked;
