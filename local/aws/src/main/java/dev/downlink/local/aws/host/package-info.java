/** Files and processes of this machine: atomic replacement, and commands that ignore an interrupt. */
@NullMarked
package dev.downlink.local.aws.host;

import org.jspecify.annotations.NullMarked;
