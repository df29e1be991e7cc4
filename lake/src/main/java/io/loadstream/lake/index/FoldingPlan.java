package io.loadstream.lake.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which files in a row become one. A run of small files is folded when it is
 *
 * <ul>
 *   <li>full, of two files or more: the small file behind it would not fit. The result is larger than half of the target,
 *       so that none of its bytes is folded again (unless it comes out smaller than what went into it);
 *   <li>still growing, of {@code minFiles} or more: but then a file that is more than twice as large as all others
 *       together is left out. So whatever is written again is afterwards in a file at least half as large again.
 * </ul>
 */
final class FoldingPlan {

    private static final int FEWEST_OF_A_FULL_RUN = 2;

    private final Compaction.Settings settings;
    private final List<List<Segment>> plan = new ArrayList<>();

    private FoldingPlan(Compaction.Settings settings) {
        this.settings = settings;
    }

    /** All segments in their order: those to be folded together, each other one alone. */
    static List<List<Segment>> of(List<Segment> segments, Compaction.Settings settings) {
        FoldingPlan plan = new FoldingPlan(settings);
        plan.make(segments);
        return plan.plan;
    }

    private void make(List<Segment> segments) {
        List<Segment> run = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (last || segment.gap() || segment.bytes() >= settings.targetBytes() / 2) {
                growing(run);
                run.clear();
                plan.add(List.of(segment));
                continue;
            }
            if (bytes(run) + segment.bytes() > settings.targetBytes()) {
                full(run);
                run.clear();
            }
            run.add(segment);
        }
        growing(run);
    }

    private void full(List<Segment> run) {
        if (run.size() >= FEWEST_OF_A_FULL_RUN) {
            plan.add(List.copyOf(run));
        } else {
            alone(run);
        }
    }

    private void growing(List<Segment> run) {
        if (run.size() < settings.minFiles()) {
            alone(run);
            return;
        }
        Segment largest =
                run.stream().max(Comparator.comparingLong(Segment::bytes)).orElseThrow();
        if (largest.bytes() <= 2 * (bytes(run) - largest.bytes())) {
            plan.add(List.copyOf(run));
            return;
        }
        int at = run.indexOf(largest);
        growing(run.subList(0, at));
        plan.add(List.of(largest));
        growing(run.subList(at + 1, run.size()));
    }

    private void alone(List<Segment> run) {
        run.forEach(segment -> plan.add(List.of(segment)));
    }

    private static long bytes(List<Segment> run) {
        return run.stream().mapToLong(Segment::bytes).sum();
    }
}
