package io.loadstream.engine.policy;

import io.loadstream.domain.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The policy in force, and the file that it came from: when that changes, a new one is taken without a restart. A file
 * that cannot be read leaves the old one in force. Presets do not change.
 */
public final class PolicyWatch {

    private static final Logger LOG = Logger.getLogger(PolicyWatch.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String nameOrPath;
    private volatile Policy inForce;
    private FileTime seen;
    private long nextLook = System.nanoTime();

    /** @throws InvalidPolicyException when there is no policy to begin with */
    public PolicyWatch(String nameOrPath) {
        this.nameOrPath = nameOrPath;
        this.seen = modified();
        this.inForce = PolicySource.load(nameOrPath);
    }

    public Policy inForce() {
        return inForce;
    }

    /** A new policy, once, in force from now on. To be asked between two transactions, by one thread. */
    public Optional<Policy> changed() {
        if (seen == null || System.nanoTime() - nextLook < 0) {
            return Optional.empty();
        }
        nextLook = System.nanoTime() + LOOK.toNanos();
        FileTime now = modified();
        if (now == null || now.equals(seen)) {
            return Optional.empty();
        }
        seen = now;
        return reload();
    }

    private Optional<Policy> reload() {
        try {
            Policy read = PolicySource.load(nameOrPath);
            if (read.revision().equals(inForce.revision())) {
                return Optional.empty();
            }
            LOG.infof(
                    "Policy %s, revision %s, takes the place of revision %s",
                    read.terms().name(), read.revision(), inForce.revision());
            inForce = read;
            return Optional.of(read);
        } catch (InvalidPolicyException e) {
            LOG.errorf("The policy stays as it is (revision %s): %s", inForce.revision(), e.getMessage());
            return Optional.empty();
        }
    }

    /** {@code null} when it is not a file. */
    private FileTime modified() {
        try {
            return PolicySource.isPreset(nameOrPath) ? null : Files.getLastModifiedTime(Path.of(nameOrPath));
        } catch (IOException e) {
            return null;
        }
    }
}
