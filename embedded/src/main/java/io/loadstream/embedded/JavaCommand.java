package io.loadstream.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a small JVM of the same version as this one. */
public final class JavaCommand {

    private JavaCommand() {}

    /** The {@code java} that runs this. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * A JVM that starts fast and stays small.
     *
     * @param heapMegabytes the largest heap
     */
    public static List<String> smallJvm(int heapMegabytes) {
        List<String> command = new ArrayList<>();
        command.add(java());
        command.add("-Xmx" + heapMegabytes + "m");
        command.add("-Xss512k");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        return command;
    }

    /**
     * A JVM as it picks its own settings in a container with less than 2 GB: all compilers, the serial collector.
     *
     * @param heapMegabytes the largest heap
     */
    public static List<String> containerJvm(int heapMegabytes) {
        return List.of(java(), "-Xmx" + heapMegabytes + "m", "-XX:+UseSerialGC");
    }

    /** A JVM, {@code java} with its options, that runs the main class of one of our parts, quiet but for warnings. */
    static List<String> part(List<String> java, String classPath, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(java);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
        command.add("-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return command;
    }
}
