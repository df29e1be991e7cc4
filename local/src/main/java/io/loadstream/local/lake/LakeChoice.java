package io.loadstream.local.lake;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeChains;
import io.loadstream.lake.LakeStore;
import io.loadstream.local.run.RunFailedException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The chains that a command is about. */
final class LakeChoice {

    private LakeChoice() {}

    /**
     * @param topic {@code null} for all
     * @throws RunFailedException when the lake has no such topic
     */
    static List<Chain> chains(LakeStore store, String topic) {
        LakeChains chains = new LakeChains(store);
        List<String> topics = chains.topics().join();
        if (topic != null && !topics.contains(topic)) {
            throw new RunFailedException(
                    "the lake has no topic " + topic + "; it has " + (topics.isEmpty() ? "none" : topics));
        }
        List<Chain> chosen = new ArrayList<>();
        for (String name : topic == null ? topics : List.of(topic)) {
            chosen.addAll(chains.chains(name).join());
        }
        chosen.sort(
                Comparator.comparing(Chain::topic).thenComparing(Chain::topicId).thenComparing(Chain::partition));
        return chosen;
    }
}
