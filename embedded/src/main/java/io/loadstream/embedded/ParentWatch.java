package io.loadstream.embedded;

import java.io.IOException;

/** Ends this process when the one that started it is gone, however it went: our standard input then ends. */
final class ParentWatch {

    private ParentWatch() {}

    static void start() {
        Thread watch = new Thread(ParentWatch::exitAtEndOfInput, "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void exitAtEndOfInput() {
        try {
            while (System.in.read() >= 0) {
                // Nobody writes to us: only the end counts.
            }
        } catch (IOException e) {
            // Our parent is gone, too.
        }
        System.exit(0);
    }
}
