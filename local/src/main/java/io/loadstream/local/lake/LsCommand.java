package io.loadstream.local.lake;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.local.text.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists. */
@Command(name = "ls", description = "Lists chains, or their files, with offsets, rows, sizes and event times.")
final class LsCommand implements Callable<Integer> {

    @Mixin
    private LakeOptions lake;

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Only this topic.")
    private String topic;

    @Option(names = "--files", description = "List each file.")
    private boolean files;

    @Override
    public Integer call() throws IOException {
        return lake.use(this::list);
    }

    private int list(LakeStore store) {
        LakeIndex index = new LakeIndex(store);
        BrokenChains broken = new BrokenChains();
        Table table = files
                ? Table.of("file", "last offset", "rows", "bytes", "from", "to", "kind")
                : Table.of("topic", "topic id", "partition", "files", "offsets", "rows", "bytes", "from", "to");
        List<Chain> chains = LakeChoice.chains(store, topic);
        for (Chain chain : chains) {
            broken.unless(() -> index.segments(chain, 0).join()).ifPresent(segments -> {
                if (files) {
                    segments.forEach(segment -> file(table, segment));
                } else {
                    chain(table, chain, segments);
                }
            });
        }
        System.out.print(chains.isEmpty() ? "The lake is empty.\n" : table.isEmpty() ? "" : table.toString());
        return broken.tell();
    }

    private static void file(Table table, Segment segment) {
        String kind = segment.gap() ? "gap" : segment.isCompacted() ? "compacted" : "raw";
        table.row(
                segment.key(),
                segment.last(),
                segment.rows(),
                segment.bytes(),
                segment.minEventTime(),
                segment.maxEventTime(),
                kind);
    }

    private static void chain(Table table, Chain chain, List<Segment> segments) {
        Comparator<Instant> order = Comparator.naturalOrder();
        table.row(
                chain.topic(),
                chain.topicId(),
                chain.partition(),
                segments.size(),
                segments.isEmpty() ? 0 : segments.getLast().next(),
                segments.stream().mapToLong(Segment::rows).sum(),
                segments.stream().mapToLong(Segment::bytes).sum(),
                segments.stream()
                        .map(Segment::minEventTime)
                        .filter(Objects::nonNull)
                        .min(order)
                        .orElse(null),
                segments.stream()
                        .map(Segment::maxEventTime)
                        .filter(Objects::nonNull)
                        .max(order)
                        .orElse(null));
    }
}
