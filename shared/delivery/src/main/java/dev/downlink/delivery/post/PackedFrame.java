package dev.downlink.delivery.post;

/**
 * One of the frames that carry a list of publications.
 *
 * @param through how many of the list have been delivered once this frame is
 */
public record PackedFrame(Frame frame, int through) {}
