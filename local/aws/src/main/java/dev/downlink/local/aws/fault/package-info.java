/** Faults that a person or a test asks for: how often they occur, and the file that sets them. */
@NullMarked
package dev.downlink.local.aws.fault;

import org.jspecify.annotations.NullMarked;
