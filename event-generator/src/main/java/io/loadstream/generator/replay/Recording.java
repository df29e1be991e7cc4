package io.loadstream.generator.replay;

import io.loadstream.domain.event.Topic;
import io.loadstream.generator.source.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * A folder of {@code <topic>.jsonl} files, one event a line in the wire format. The files of the input topics are
 * played; those of derived topics are left out, since the engine derives them anew.
 *
 * @param files those that are played, in the order in which events of one instant go out
 */
record Recording(Path folder, List<RecordedFile> files) {

    private static final Logger LOG = Logger.getLogger(Recording.class);

    private static final String SUFFIX = ".jsonl";

    record RecordedFile(Topic topic, Path path) {}

    /** @throws RunFailedException when there is no such folder or nothing in it to play */
    static Recording open(Path folder) {
        if (!Files.exists(folder)) {
            throw new RunFailedException("there is no folder " + folder.toAbsolutePath()
                    + "; name one that holds <topic>.jsonl files, such as recordings/iteration-1");
        }
        if (!Files.isDirectory(folder)) {
            throw new RunFailedException(
                    folder.toAbsolutePath() + " is not a folder; name the one that holds the <topic>.jsonl files");
        }
        List<RecordedFile> files = new ArrayList<>();
        for (Topic topic : Topic.inputs()) {
            Path path = folder.resolve(topic.topicName() + SUFFIX);
            if (Files.exists(path)) {
                if (!Files.isReadable(path) || !Files.isRegularFile(path)) {
                    throw new RunFailedException(path.toAbsolutePath() + " cannot be read; check what may read it");
                }
                files.add(new RecordedFile(topic, path));
            }
        }
        List<String> others = othersIn(folder);
        if (files.isEmpty()) {
            throw new RunFailedException(folder.toAbsolutePath() + " holds nothing to replay: it needs at least one of "
                    + Topic.inputs().stream()
                            .map(topic -> topic.topicName() + SUFFIX)
                            .toList()
                    + (others.isEmpty() ? "; it is empty" : "; it holds " + others));
        }
        tellSkipped(folder, others);
        return new Recording(folder, List.copyOf(files));
    }

    private static void tellSkipped(Path folder, List<String> others) {
        for (String name : others) {
            if (name.endsWith(SUFFIX)) {
                boolean derived = Topic.named(name.substring(0, name.length() - SUFFIX.length()))
                        .isPresent();
                LOG.infof(
                        "%s is not replayed: %s",
                        folder.resolve(name), derived ? "its events are derived anew" : "it is named after no topic");
            }
        }
    }

    private static List<String> othersIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> Topic.inputs().stream().noneMatch(topic -> name.equals(topic.topicName() + SUFFIX)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new RunFailedException(folder.toAbsolutePath() + " cannot be listed: " + e.getMessage(), e);
        }
    }
}
