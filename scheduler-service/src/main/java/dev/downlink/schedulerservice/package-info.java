/** What is published because its time has come. */
@NullMarked
package dev.downlink.schedulerservice;

import org.jspecify.annotations.NullMarked;
