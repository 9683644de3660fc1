/** What is tested of every service alike. */
@NullMarked
package dev.downlink.service;

import org.jspecify.annotations.NullMarked;
