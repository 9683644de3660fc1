/** What the tests of every feature share. */
@NullMarked
package dev.downlink;

import org.jspecify.annotations.NullMarked;
