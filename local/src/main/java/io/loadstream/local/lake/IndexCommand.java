package io.loadstream.local.lake;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.local.text.Progress;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Rebuilds manifests. */
@Command(name = "index", description = "Rebuilds the manifests from what is in the store.")
final class IndexCommand implements Callable<Integer> {

    @Mixin
    private LakeOptions lake;

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Only this topic.")
    private String topic;

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.out, Boolean.getBoolean("loadstream.terminal"));
        try (LakeStore store = lake.open()) {
            LakeIndex index = new LakeIndex(store);
            int files = 0;
            int chains = 0;
            for (Chain chain : LakeChoice.chains(store, topic)) {
                files += index.rebuild(chain, Instant.now()).join();
                chains++;
                progress.update("indexed " + chain);
            }
            progress.endLine();
            System.out.println(chains + " manifests name " + files + " files");
            return 0;
        }
    }
}
