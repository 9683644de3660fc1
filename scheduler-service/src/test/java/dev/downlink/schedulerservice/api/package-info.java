@NullMarked
package dev.downlink.schedulerservice.api;

import org.jspecify.annotations.NullMarked;
