package dev.downlink.local.dynamodb;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The main class of DynamoDB Local's process: as its own, which is looked up by name because it lives on another class path,
 * but ending at the end of standard input, which comes when the process that holds the other end is gone.
 */
final class DynamoDbMain {

    private DynamoDbMain() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent").start(DynamoDbMain::endWithParent);
        Class.forName("com.amazonaws.services.dynamodbv2.local.main.ServerRunner")
                .getMethod("main", String[].class)
                .invoke(null, (Object) arguments);
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("standard input broke: " + e);
        }
        System.exit(0);
    }
}
