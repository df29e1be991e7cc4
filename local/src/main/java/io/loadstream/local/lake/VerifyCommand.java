package io.loadstream.local.lake;

import io.loadstream.lake.Chain;
import io.loadstream.lake.LakeStore;
import io.loadstream.lake.verify.LakeVerifier;
import io.loadstream.local.text.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verifies. */
@Command(
        name = "verify",
        description = "Reads every file of every chain: no gap, no overlap, checksums, row counts, offsets.")
final class VerifyCommand implements Callable<Integer> {

    @Mixin
    private LakeOptions lake;

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "Only this topic.")
    private String topic;

    @Override
    public Integer call() throws IOException {
        return lake.use(this::verify);
    }

    private int verify(LakeStore store) {
        Progress progress = Progress.to(System.out, Boolean.getBoolean("loadstream.terminal"));
        long objects = 0;
        long rows = 0;
        long bytes = 0;
        long gaps = 0;
        long problems = 0;
        try (LakeVerifier verifier = new LakeVerifier(store)) {
            List<Chain> chains = LakeChoice.chains(store, topic);
            for (Chain chain : chains) {
                LakeVerifier.Finding finding = verifier.verify(
                        chain, (at, done, of) -> progress.update("verifying " + at + ": file " + done + " of " + of));
                finding.problems().forEach(problem -> progress.say("WRONG: " + problem));
                if (finding.gapOffsets() > 0) {
                    progress.say(chain + ": " + finding.gapOffsets()
                            + " offsets were deleted by the broker before they were archived (marked)");
                }
                objects += finding.objects();
                rows += finding.rows();
                bytes += finding.bytes();
                gaps += finding.gapOffsets();
                problems += finding.problems().size();
            }
            progress.endLine();
            System.out.printf(
                    "%d chains, %d files, %d rows, %d bytes, %d offsets in marked gaps: %s%n",
                    chains.size(),
                    objects,
                    rows,
                    bytes,
                    gaps,
                    problems == 0 ? "all as it must be" : problems + " problems");
            return problems == 0 ? 0 : 1;
        }
    }
}
