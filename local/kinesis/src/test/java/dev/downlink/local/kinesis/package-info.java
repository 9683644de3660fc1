@NullMarked
package dev.downlink.local.kinesis;

import org.jspecify.annotations.NullMarked;
