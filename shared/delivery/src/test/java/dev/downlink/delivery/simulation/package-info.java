/** Publishers, workers, sweeps and connections in virtual time: what goes wrong, and when, follows from a seed. */
@NullMarked
package dev.downlink.delivery.simulation;

import org.jspecify.annotations.NullMarked;
