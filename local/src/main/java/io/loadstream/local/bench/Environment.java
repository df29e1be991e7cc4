package io.loadstream.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine and software that figures were measured on. */
public final class Environment {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final long MIB = 1 << 20;

    private Environment() {}

    /** Cores, memory, processor, operating system, JDK, and the versions of what was measured. */
    public static Map<String, Object> here() {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("cores", Runtime.getRuntime().availableProcessors());
        environment.put("memory_mb", memoryMb());
        environment.put("processor", processor());
        environment.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        environment.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
        environment.put("versions", versions());
        return environment;
    }

    private static Long memoryMb() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize() / MIB
                : null;
    }

    private static String processor() {
        try {
            return Files.readAllLines(CPU_INFO).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }

    private static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("kafka", org.apache.kafka.common.utils.AppInfoParser.getVersion());
        return versions;
    }
}
