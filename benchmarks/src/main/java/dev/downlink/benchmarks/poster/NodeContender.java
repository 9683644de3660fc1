package dev.downlink.benchmarks.poster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The AWS SDK for JavaScript, in a process of its own that measures itself. */
record NodeContender(Process process, BufferedReader answers, Writer commands) implements Contender {

    private static final String PACKAGE = "node_modules/@aws-sdk/client-apigatewaymanagementapi";

    /** Absent unless Node and the package ({@code npm install --prefix benchmarks}) are installed. */
    static Optional<Contender> start(Path root, String url, Path certificate, int inFlight) {
        Path folder = root.resolve("benchmarks");
        if (!Files.isDirectory(folder.resolve(PACKAGE))) {
            return Optional.empty();
        }
        ProcessBuilder builder = new ProcessBuilder("node", "poster.mjs", url, "" + inFlight)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("NODE_EXTRA_CA_CERTS", certificate.toString());
        try {
            Process process = builder.start();
            return Optional.of(new NodeContender(process, process.inputReader(), process.outputWriter()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "sdk-javascript";
    }

    @Override
    public Round run(Duration duration) throws IOException {
        commands.write(duration.toMillis() + "\n");
        commands.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("node has ended");
        }
        int space = answer.indexOf(' ');
        return new Round(
                Long.parseLong(answer.substring(0, space)), Long.parseLong(answer.substring(space + 1)) * 1_000);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
