@NullMarked
package dev.downlink.local.demo;

import org.jspecify.annotations.NullMarked;
