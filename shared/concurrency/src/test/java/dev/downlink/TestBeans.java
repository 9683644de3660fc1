package dev.downlink;

import io.micronaut.context.RuntimeBeanDefinition;

/** Beans that a test puts in the place of a function's own. */
public final class TestBeans {

    private TestBeans() {}

    /** Replaces every bean of a type. */
    public static <T> RuntimeBeanDefinition<T> bean(Class<T> type, T bean) {
        return RuntimeBeanDefinition.builder(type, () -> bean)
                .singleton(true)
                .replaces(type)
                .build();
    }
}
