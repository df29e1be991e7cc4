package io.loadstream.lake;

/**
 * The files of one partition of one topic. Each file begins where the one before it ended, so the chain is followed
 * from any file to the next by {@code start -> last + 1}; the first begins at offset 0.
 *
 * @param topicId the broker's id of the topic: a topic that is deleted and made again has a new one, and a new chain
 */
public record Chain(String topic, String topicId, int partition) {

    public Chain {
        if (topic.isEmpty() || topic.indexOf('/') >= 0 || topicId.isEmpty() || topicId.indexOf('/') >= 0) {
            throw new IllegalArgumentException("topic and topic id must be plain names: " + topic + ", " + topicId);
        }
        if (partition < 0) {
            throw new IllegalArgumentException("partition must not be negative: " + partition);
        }
    }

    /** What the keys of all its files begin with. */
    public String prefix() {
        return LakeKeys.topicPrefix(topic) + topicId + "/p=" + partition + "/";
    }

    /** The key of the file that begins at offset {@code start}. */
    public String key(long start) {
        return prefix() + LakeKeys.fileName(start);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
