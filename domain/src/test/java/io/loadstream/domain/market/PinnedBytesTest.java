package io.loadstream.domain.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.event.Topic;
import io.loadstream.domain.market.scenario.ScenarioReader;
import io.loadstream.domain.policy.Policy;
import io.loadstream.domain.policy.PolicyTerms;
import io.loadstream.domain.policy.PolicyTerms.Cadence;
import io.loadstream.domain.policy.Rule;
import io.loadstream.domain.policy.Target;
import io.loadstream.domain.wire.EventWriter;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What presets give, byte for byte: the same on any machine, and the same as yesterday. */
class PinnedBytesTest {

    /** Bites in the last hours as well as in the last weeks, and has some flights held out. */
    private static final Policy POLICY = new Policy(new PolicyTerms(
            "pinned",
            Cadence.WHILE_IN_FORCE,
            List.of(new Rule("35-days", 35 * 1440, 0, 0.6, null, null, 25, new Target.CheapestOpen())),
            Duration.ofDays(3),
            Duration.ofDays(5),
            0.05,
            5,
            0.1,
            "salt"));

    /** By preset and whether promoted. */
    private static final Map<String, Map<Topic, String>> FOUND = new HashMap<>();

    @ParameterizedTest
    @CsvSource({
        "small, false, FLIGHT_LIFECYCLE, ff1a9ce09a9b48e42fdcce1d5fe76a9702199c3ba10e55ad82887a227ebff3bc",
        "small, false, BOOKINGS, 6e94ec437d147edcb091acbf6402f745ba130fedbb7ee0a0d83611abed7271dd",
        "small, false, SEAT_INVENTORY, 848053a9b69f4ed8d275e2c3899757c7139a6b46724b2804c371183e2ef803cb",
        "small, false, SIMULATION_TRUTH, 37e6a62a439697584c165f1a571c1abbdae18c97d8d0644e7248816a2c46d3af",
        "small, true, FLIGHT_LIFECYCLE, ff1a9ce09a9b48e42fdcce1d5fe76a9702199c3ba10e55ad82887a227ebff3bc",
        "small, true, BOOKINGS, 7062ece1677b56bf4d070cd4e2a09686afd85d11263fa86bbb2d3a66f5a3b660",
        "small, true, SEAT_INVENTORY, 401d74dfbc725dcc10c2bd3b0afaa46921558541fa4c7a86832c82f95acd7805",
        "small, true, SIMULATION_TRUTH, 9a2daaffe81bae9155e053835ea6ca539cee46cef41a3365c50376a08686b542",
        "iteration-1, false, FLIGHT_LIFECYCLE, 49ff1bb0f39f86b38b5ec9efd14967015e3a5b318d3088b275b007abf26482df",
        "iteration-1, false, BOOKINGS, 974e87fd11be9f2996c6a1530ad3c52ee3c2855b4757b2095202e16ed6d6b3dd",
        "iteration-1, false, SEAT_INVENTORY, 333077ce203fd0a5a3a0a81f1a9ac211533a534035249fd06fd63c579fa6428e",
        "iteration-1, false, SIMULATION_TRUTH, 3252b555ce928753ed9ca317cf92b148c68d59193eaa7c2599c639ee90fbf7a5",
        "iteration-1, true, FLIGHT_LIFECYCLE, 49ff1bb0f39f86b38b5ec9efd14967015e3a5b318d3088b275b007abf26482df",
        "iteration-1, true, BOOKINGS, 693150d9a1ce60417bfd7050b621355a2f1b735425b0182b8a5d39855a2fcf6c",
        "iteration-1, true, SEAT_INVENTORY, 2fd34d3f376f354705b97be90fafa9e0c696e01ce7461a7c1afd9868c7ca83ef",
        "iteration-1, true, SIMULATION_TRUTH, 4f93db1e20b734a4c7528955634316752b7f4930a279d0be53325a914dd4fe41"
    })
    void presetsGiveTheEventsThatTheyHaveAlwaysGiven(String preset, boolean promoted, Topic topic, String digest) {
        // When
        String found = FOUND.computeIfAbsent(preset + promoted, run -> digests(preset, promoted ? POLICY : null))
                .get(topic);

        // Then
        assertThat(found)
                .as(
                        "The records of %s in %s are no longer what they were. A run that was begun with an earlier version can "
                                + "then not be continued, and figures that were measured with it may not hold any more. If that "
                                + "is meant, say so in the commit and write the new digest here.",
                        topic.topicName(), preset)
                .isEqualTo(digest);
    }

    private static Map<Topic, String> digests(String preset, Policy policy) {
        Map<Topic, MessageDigest> digests = new EnumMap<>(Topic.class);
        EventWriter writer = new EventWriter();
        Market.run(ScenarioReader.preset(preset), policy, event -> {
            MessageDigest digest = digests.computeIfAbsent(event.topic(), topic -> sha256());
            digest.update(writer.write(event));
            digest.update((byte) '\n');
        });
        Map<Topic, String> found = new EnumMap<>(Topic.class);
        digests.forEach((topic, digest) -> found.put(topic, HexFormat.of().formatHex(digest.digest())));
        return found;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
