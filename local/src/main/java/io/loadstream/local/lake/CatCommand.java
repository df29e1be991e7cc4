package io.loadstream.local.lake;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.lake.index.Segment;
import io.loadstream.lake.read.LakeObject;
import io.loadstream.lake.read.LakeRows;
import io.loadstream.lake.schema.TopicSchema;
import io.loadstream.lake.schema.TopicSchemas;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints rows. */
@Command(name = "cat", description = "Prints the rows of a topic, partition by partition, as JSON or CSV.")
final class CatCommand implements Callable<Integer> {

    enum Format {
        JSON,
        CSV
    }

    @Mixin
    private LakeOptions lake;

    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Option(names = "--partition", paramLabel = "N", description = "Only this partition.")
    private Integer partition;

    @Option(
            names = "--from-offset",
            paramLabel = "N",
            description = "From this offset of each partition on (default: 0).")
    private long fromOffset;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many rows (default: all).")
    private long limit = Long.MAX_VALUE;

    @Option(names = "--format", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Format format = Format.JSON;

    @Override
    public Integer call() throws IOException {
        TopicSchema schema = TopicSchemas.of(topic);
        int offsetColumn = List.of(schema.names()).indexOf("_offset");
        return lake.use(store -> print(store, schema, offsetColumn));
    }

    private int print(LakeStore store, TopicSchema schema, int offsetColumn) throws IOException {
        List<Chain> chains = LakeChoice.chains(store, topic);
        try (PrintStream out = new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8)) {
            RowText text = format == Format.JSON ? RowText.json(schema) : RowText.csv(schema);
            text.header().ifPresent(out::println);
            long printed = 0;
            for (Chain chain : chains) {
                if (partition != null && partition != chain.partition()) {
                    continue;
                }
                List<LakeObject> objects = new LakeIndex(store)
                        .segments(chain, 0).join().stream()
                                .filter(segment -> segment.last() >= fromOffset)
                                .map(Segment::object)
                                .toList();
                try (LakeRows rows = LakeRows.open(store, objects, schema.names())) {
                    while (printed < limit && rows.next()) {
                        if (rows.longValue(offsetColumn) >= fromOffset) {
                            out.println(text.of(rows));
                            printed++;
                        }
                    }
                }
            }
            return 0;
        }
    }
}
