package io.loadstream.local.lake;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.index.LakeIndex;
import io.loadstream.local.text.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
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
    public Integer call() throws IOException {
        return lake.use(this::rebuild);
    }

    private int rebuild(LakeStore store) {
        Progress progress = Progress.to(System.out, Boolean.getBoolean("loadstream.terminal"));
        LakeIndex index = new LakeIndex(store);
        BrokenChains broken = new BrokenChains();
        int files = 0;
        int chains = 0;
        for (Chain chain : LakeChoice.chains(store, topic)) {
            Optional<Integer> named =
                    broken.unless(() -> index.rebuild(chain, Instant.now()).join());
            files += named.orElse(0);
            chains += named.isPresent() ? 1 : 0;
            progress.update("indexed " + chain);
        }
        progress.endLine();
        System.out.println(chains + " manifests name " + files + " files");
        return broken.tell();
    }
}
