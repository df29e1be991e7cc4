package io.loadstream.engine.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {

    private static final String POLICY = """
            name: p
            rules:
              - name: r
                before: 90m
                load_factor_below: 0.7
                discount: 10
                target: K
            """;

    @TempDir
    Path folder;

    @Test
    void thePresetsAreValid() {
        assertThat(PolicySource.load("iteration-1").decidesEveryBooking()).isTrue();
        assertThat(PolicySource.load("default").terms().holdoutShare()).isEqualTo(0.10);
    }

    @Test
    void aWrongValueIsRefusedWithItsLine() {
        refused(POLICY.replace("90m", "soon"), "p.yaml, line 4: before must be a whole number of minutes");
        refused(POLICY.replace("10\n", "101\n"), "p.yaml, line 6: discount must be above 0, at most 100: 101.0");
        refused(POLICY + "validity: 999999d\n", "p.yaml, line 8: validity must be above 0, at most 36500d");
        refused(POLICY.replace("name: r\n", "name: \"r\\n\"\n"), "p.yaml, line 3: name must not contain control");
        refused(POLICY + "max_offers: 3\ncadence: every-booking\n", "p.yaml, line 9: cadence every-booking knows no");
        refused(POLICY + "cooldwn: 7d\n", "p.yaml, line 8: cooldwn is not known in the policy");
        refused(POLICY.replace("    target: K\n", ""), "p.yaml, line 3: target is missing in an element of rules");
        refused(POLICY + "rules: []\n", "line 8: rules is given twice");
        refused("rules: [", "is not valid YAML");
        refused("", "p.yaml, line 1: is empty");
    }

    @Test
    void anUnknownPresetIsToldWithThoseThereAre() {
        assertThatThrownBy(() -> PolicySource.load("nothing-of-the-kind"))
                .hasMessageContaining("presets: [iteration-1, default]");
    }

    @Test
    void aChangedFileIsTakenOnceAndABrokenOneIsNot() throws IOException {
        Path file = folder.resolve("p.yaml");
        Files.writeString(file, POLICY);
        PolicyWatch watch = new PolicyWatch(file.toString());
        String before = watch.inForce().revision();
        assertThat(watch.changed()).isEmpty();

        write(file, POLICY.replace("0.7", "0.6"), 1);
        assertThat(new Waiting(watch).next()).isPresent();
        assertThat(watch.inForce().revision()).isNotEqualTo(before);

        String good = watch.inForce().revision();
        write(file, "broken", 2);
        assertThat(new Waiting(watch).next()).isEmpty();
        assertThat(watch.inForce().revision()).isEqualTo(good);
    }

    /** Looks again once the watch looks again. */
    private record Waiting(PolicyWatch watch) {
        Optional<?> next() {
            Optional<?> found = watch.changed();
            for (int i = 0; i < 30 && found.isEmpty(); i++) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                found = watch.changed();
            }
            return found;
        }
    }

    private static void write(Path file, String text, int seconds) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before.toMillis() + seconds * 1_000L));
    }

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> PolicyReader.read("p.yaml", yaml))
                .isInstanceOf(InvalidPolicyException.class)
                .hasMessageContaining(message);
    }
}
