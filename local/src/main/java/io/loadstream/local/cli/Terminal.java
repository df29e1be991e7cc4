package io.loadstream.local.cli;

import io.loadstream.local.text.Progress;

/** Whether a person looks on is told by the launcher script. */
final class Terminal {

    private Terminal() {}

    static Progress progress() {
        return Progress.to(System.out, Boolean.getBoolean("loadstream.terminal"));
    }
}
