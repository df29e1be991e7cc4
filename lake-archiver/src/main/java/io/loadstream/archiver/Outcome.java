package io.loadstream.archiver;

import io.loadstream.lake.ChainFile;

/** What became of a file that was to be stored. */
sealed interface Outcome {

    /** It is in the lake. */
    record Stored(EncodedFile file) implements Outcome {}

    /** Another archiver was first: its file stands at that place of the chain. */
    record Adopted(ChainFile theirs) implements Outcome {}

    /** The topic is not the one that the records were taken to come from; nothing was stored. */
    record TopicReplaced() implements Outcome {}
}
