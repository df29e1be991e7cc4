package io.loadstream.local.run;

import io.loadstream.embedded.Folders;
import io.loadstream.embedded.Part;
import io.loadstream.local.text.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Everything, running: started here, watched here, ended here. When the JVM exits before {@link #close()}, for instance
 * by Ctrl-C, it is closed then.
 */
public final class Pipeline implements AutoCloseable {

    private final RunFolder folder;
    private final Progress progress;
    private final boolean keepData;
    private final Watchdog watchdog;
    private final List<Part> partsToEnd = new CopyOnWriteArrayList<>();
    private final Map<Service, ServiceProcess> services =
            java.util.Collections.synchronizedMap(new EnumMap<>(Service.class));
    private final MemoryWatch memory;
    private final Thread atExit = new Thread(this::endAtExit, "end-pipeline");
    private volatile boolean ending;
    private boolean ended;
    private Parts parts;

    private Pipeline(RunFolder folder, Progress progress, boolean keepData) {
        this.folder = folder;
        this.progress = progress;
        this.keepData = keepData;
        this.watchdog = Watchdog.start(folder.data());
        this.memory = MemoryWatch.start(this::processes);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts the parts, then the services, and waits until all are ready. When something fails, all that was started is
     * ended.
     *
     * @param keepData whether the data folder is to stay at the end
     */
    public static Pipeline start(
            ProjectHome home, RunFolder folder, PipelineSettings settings, boolean keepData, Progress progress) {
        for (Service service : Service.values()) {
            home.program(service);
        }
        Pipeline pipeline = new Pipeline(folder, progress, keepData);
        try {
            pipeline.startAll(home, settings);
            return pipeline;
        } catch (RuntimeException e) {
            pipeline.parkWhenExiting();
            pipeline.close();
            throw e;
        }
    }

    private void startAll(ProjectHome home, PipelineSettings settings) {
        startProcesses(home, settings);
        awaitServices();
    }

    /** Holds the lock, so that what is just being started is not overlooked when everything is ended. */
    private synchronized void startProcesses(ProjectHome home, PipelineSettings settings) {
        progress.say("starting kafka, postgres, object-store, redis");
        parts = Parts.start(folder, settings.partitions(), progress, this::started);
        if (ending) {
            return;
        }
        progress.say("starting the services");
        for (Service service : Service.values()) {
            ServiceProcess process =
                    ServiceProcess.start(home, folder, service, ServiceEnvironments.of(service, parts, settings));
            services.put(service, process);
            watchdog.guard(process.pid());
        }
    }

    private void awaitServices() {
        parkWhenExiting();
        try (Together together = new Together()) {
            List<Together.Outcome<Void>> ready = new ArrayList<>();
            for (ServiceProcess process : List.copyOf(services.values())) {
                ready.add(together.start(() -> {
                    process.awaitReady(watchdog::guard);
                    progress.say(process.service().module() + " is ready at " + process.url());
                    return null;
                }));
            }
            ready.forEach(Together.Outcome::get);
        }
    }

    private void started(Part part) {
        partsToEnd.add(part);
        part.pids().forEach(watchdog::guard);
    }

    public Parts parts() {
        return parts;
    }

    public ServiceProcess service(Service service) {
        return services.get(service);
    }

    public RunFolder folder() {
        return folder;
    }

    public MemoryWatch memory() {
        return memory;
    }

    /** Starts a service again that was stopped or killed. */
    public void restart(Service service) {
        ServiceProcess process = services.get(service);
        process.start();
        watchdog.guard(process.pid());
    }

    /**
     * @throws RunFailedException when a service or part has ended by itself; it is named, with the end of its log
     */
    public void checkAlive() {
        parkWhenExiting();
        for (ServiceProcess process : List.copyOf(services.values())) {
            if (!process.isAlive()) {
                throw new RunFailedException(process.obituary());
            }
        }
        for (Part part : partsToEnd) {
            if (!part.isRunning()) {
                throw new RunFailedException(part.name() + " stopped by itself; its log is " + part.logFile());
            }
        }
    }

    /** When the JVM is about to exit, what ends must not be taken for a failure. */
    private void parkWhenExiting() {
        while (ending) {
            LockSupport.park();
        }
    }

    private Map<String, Collection<Long>> processes() {
        Map<String, Collection<Long>> processes = new LinkedHashMap<>();
        processes.put("launcher", List.of(ProcessHandle.current().pid()));
        for (Part part : partsToEnd) {
            processes.put(part.name(), part.pids());
        }
        for (ServiceProcess process : List.copyOf(services.values())) {
            processes.put(process.service().module(), List.of(process.pid()));
        }
        return processes;
    }

    /** Ends the services, then the parts, and deletes the data; logs stay. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // Then the hook finds nothing left to do.
        }
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        memory.close();
        try (Together together = new Together()) {
            for (ServiceProcess process : List.copyOf(services.values())) {
                together.start(() -> {
                    process.stop();
                    return null;
                });
            }
        }
        try (Together together = new Together()) {
            for (Part part : partsToEnd) {
                together.start(() -> {
                    if (keepData) {
                        part.stop();
                    } else {
                        part.close();
                    }
                    return null;
                });
            }
        }
        if (!keepData) {
            Folders.delete(folder.data());
        }
        watchdog.close();
    }

    /** By Ctrl-C, most of the time. */
    private void endAtExit() {
        ending = true;
        progress.say("stopping everything");
        end();
        progress.say("stopped; the logs are in " + folder.logs());
    }
}
