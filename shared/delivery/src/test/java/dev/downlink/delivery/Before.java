package dev.downlink.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Lets something happen before each call of a port, such as a failure. */
final class Before {

    private Before() {}

    /** @param first gets the method's name and its arguments */
    static <T> T each(Class<T> port, T real, BiConsumer<String, List<Object>> first) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            first.accept(
                    method.getName(),
                    args == null
                            ? List.of()
                            : Arrays.stream(args)
                                    .map(arg -> arg == null ? "null" : arg)
                                    .toList());
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    /** Fails so many calls of a method. */
    static <T> T failing(Class<T> port, T real, String name, int times) {
        AtomicInteger left = new AtomicInteger(times);
        return each(port, real, (method, args) -> {
            if (method.equals(name) && left.getAndDecrement() > 0) {
                throw new IllegalStateException("The store is away");
            }
        });
    }
}
