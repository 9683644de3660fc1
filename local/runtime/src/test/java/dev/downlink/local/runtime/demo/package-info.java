@NullMarked
package dev.downlink.local.runtime.demo;

import org.jspecify.annotations.NullMarked;
