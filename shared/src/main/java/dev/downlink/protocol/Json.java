package dev.downlink.protocol;

/** One JSON value, passed on as it was written. Whoever creates one has checked that the text is a single valid value. */
public record Json(String text) {}
