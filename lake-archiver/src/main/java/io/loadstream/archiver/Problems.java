package io.loadstream.archiver;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** What keeps the archiver from its work right now, each told once in the log and as long as it lasts in its health. */
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final Map<String, String> open = new ConcurrentHashMap<>();

    /** @param where what it concerns, such as {@code bookings-3} */
    void report(String where, String problem) {
        if (!problem.equals(open.put(where, problem))) {
            LOG.warnf("%s: %s; will retry", where, problem);
        }
    }

    /** Something that no retry will solve. */
    void fatal(String where, String problem) {
        open.put(where, problem);
        LOG.error(problem);
    }

    void solved(String where) {
        String problem = open.remove(where);
        if (problem != null) {
            LOG.infof("%s: recovered (%s)", where, problem);
        }
    }

    /** By what they concern. */
    Map<String, String> open() {
        return new TreeMap<>(open);
    }
}
