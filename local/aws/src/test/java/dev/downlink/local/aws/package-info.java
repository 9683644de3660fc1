@NullMarked
package dev.downlink.local.aws;

import org.jspecify.annotations.NullMarked;
