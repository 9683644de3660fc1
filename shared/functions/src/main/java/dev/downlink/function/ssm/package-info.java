/** The parameter store as AWS Systems Manager has it. */
@NullMarked
package dev.downlink.function.ssm;

import org.jspecify.annotations.NullMarked;
