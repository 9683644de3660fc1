package dev.downlink.channel;

/**
 * Where a value is to be found: {@code env:NAME}, {@code file:/path}, {@code classpath:/resource} or
 * {@code ssm:/parameter/name}. Secrets are never in {@code channels.yml} itself.
 */
public record Reference(String value) {}
