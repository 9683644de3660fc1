/** Faults set by a person or a test: how often they occur, and the file that sets them. */
@NullMarked
package dev.downlink.local.aws.fault;

import org.jspecify.annotations.NullMarked;
