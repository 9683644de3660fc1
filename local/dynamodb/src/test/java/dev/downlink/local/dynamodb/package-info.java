@NullMarked
package dev.downlink.local.dynamodb;

import org.jspecify.annotations.NullMarked;
