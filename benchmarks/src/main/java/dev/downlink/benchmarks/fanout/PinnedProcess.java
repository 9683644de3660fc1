package dev.downlink.benchmarks.fanout;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM with one CPU, which answers commands, line by line; closing it ends it. */
final class PinnedProcess implements AutoCloseable {

    /** Libraries log to standard output, too. */
    private static final String PREFIX = "answer: ";

    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private PinnedProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    /** @param arguments JVM options, the class to run and its arguments */
    static PinnedProcess start(int cpu, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(TASKSET)) {
            command.addAll(List.of(TASKSET.toString(), "-c", "" + cpu));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ActiveProcessorCount=1",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(arguments);
        return new PinnedProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** For the process itself: answers the command. */
    static void answer(String text) {
        System.out.println(PREFIX + text);
        System.out.flush();
    }

    String ask(String command) throws IOException {
        input.write(command + "\n");
        input.flush();
        return nextAnswer();
    }

    String nextAnswer() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(PREFIX)) {
                return line.substring(PREFIX.length());
            }
            System.err.println(line);
        }
        throw new IOException("the process ended");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
