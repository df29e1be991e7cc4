package io.loadstream.local.run;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Ends the processes of a run and deletes its data when this JVM is gone without having done so itself, even by kill -9:
 * a shell waits at the other end of a pipe, and the pipe ends with us.
 */
final class Watchdog implements AutoCloseable {

    /** Reads process ids until the pipe ends; `done` says that there is nothing left to do. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=
            while read -r line; do
              [ "$line" = done ] && exit 0
              pids="$pids $line"
            done
            for pid in $pids; do kill -9 "$pid" 2>/dev/null; done
            rm -rf -- "$1"
            """;

    private final Writer pipe;

    private Watchdog(Writer pipe) {
        this.pipe = pipe;
    }

    /** @param data deleted together with the processes' end */
    static Watchdog start(Path data) {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "loadstream-watchdog", data.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new Watchdog(new OutputStreamWriter(shell.getOutputStream(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new RunFailedException("cannot start /bin/sh: " + e.getMessage(), e);
        }
    }

    /** From now on the process must not outlive this JVM. */
    synchronized void guard(long pid) {
        tell(Long.toString(pid));
    }

    /** All has been ended in good order. */
    @Override
    public synchronized void close() {
        tell("done");
    }

    private void tell(String line) {
        try {
            pipe.write(line + "\n");
            pipe.flush();
        } catch (IOException e) {
            // The shell was killed: then we are all that ends the processes, which we do when nothing goes wrong.
        }
    }
}
