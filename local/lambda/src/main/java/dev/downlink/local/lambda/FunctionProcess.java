package dev.downlink.local.lambda;

import dev.downlink.local.aws.LocalAccount;
import dev.downlink.local.aws.host.Uninterrupted;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line and the environment with which Lambda's Java runtime starts a function. */
record FunctionProcess(LambdaSettings settings, RuntimeClient client, Clock clock) {

    private static final DateTimeFormatter LOG_DATE =
            DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

    /**
     * Starts a process; its output, both streams in one, is for the caller to read.
     *
     * @param runtimeApi {@code host:port} and the path of this environment
     */
    Process start(FunctionConfiguration function, String environmentId, String runtimeApi, ClassArchive archive)
            throws IOException {
        ProcessBuilder process = new ProcessBuilder(Uninterrupted.command(command(function, archive)))
                .directory(function.artifact().directory().toFile())
                .redirectErrorStream(true);
        Map<String, String> variables = process.environment();
        variables.keySet().removeIf(name -> !name.equals("PATH"));
        variables.putAll(lambdaVariables(function, environmentId, runtimeApi));
        variables.putAll(function.variables());
        return process.start();
    }

    /** The client comes first, as on AWS; everything is on the system class path, where class archives reach it. */
    List<Path> classPath(FunctionConfiguration function) throws IOException {
        return Stream.concat(client.jars().stream(), function.artifact().jars().stream())
                .toList();
    }

    private List<String> command(FunctionConfiguration function, ClassArchive archive) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(settings.javaHome().resolve(Path.of("bin", "java")).toString());
        // 85 % of the function's memory, as on AWS.
        command.add("-XX:MaxHeapSize=" + Math.round(function.memoryMb() * 1024 * 0.85) + "k");
        // The JVM would begin with 1/64 of this machine's memory, and fill it before it collects anything.
        command.add("-Xms32m");
        command.add("-XX:NewSize=16m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Xshare:auto");
        command.addAll(archive.flags());
        // Whether an archive fits is our concern; a function's output is only the function's.
        command.add("-Xlog:disable");
        command.add("-XX:+ErrorFileToStderr");
        command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        if (client.nativeLibrary() != null) {
            command.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                    + client.nativeLibrary());
        }
        command.add("-cp");
        command.add(classPath(function).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
        command.add(function.handler());
        return command;
    }

    private Map<String, String> lambdaVariables(
            FunctionConfiguration function, String environmentId, String runtimeApi) {
        Path task = function.artifact().directory();
        return Map.ofEntries(
                Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
                Map.entry("_HANDLER", function.handler()),
                Map.entry("LAMBDA_TASK_ROOT", task.toString()),
                Map.entry("LAMBDA_RUNTIME_DIR", settings.runtimeClient().toString()),
                Map.entry("AWS_REGION", LocalAccount.REGION),
                Map.entry("AWS_DEFAULT_REGION", LocalAccount.REGION),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java21"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.name()),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memoryMb())),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name()),
                Map.entry(
                        "AWS_LAMBDA_LOG_STREAM_NAME", LOG_DATE.format(clock.instant()) + "/[$LATEST]" + environmentId),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_ACCESS_KEY_ID", "downlink"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "downlink"),
                Map.entry("AWS_SESSION_TOKEN", "downlink"),
                Map.entry("AWS_ENDPOINT_URL", settings.awsEndpoint()),
                Map.entry("AWS_ENDPOINT_URL_DYNAMODB", settings.databaseEndpoint()),
                Map.entry("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR"),
                Map.entry("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000"),
                Map.entry("LD_LIBRARY_PATH", task.resolve("lib").toString()),
                Map.entry("LANG", "en_US.UTF-8"),
                Map.entry("TZ", ":UTC"));
    }
}
