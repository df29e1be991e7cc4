package io.loadstream.local.lake;

import io.loadstream.lake.LakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Chains that are not as they must be, kept for the end, so that one does not hide the others. */
final class BrokenChains {

    private final List<String> problems = new ArrayList<>();

    /** What {@code work} gives; empty when it finds its chain broken. */
    <T> Optional<T> unless(Supplier<T> work) {
        try {
            return Optional.of(work.get());
        } catch (CompletionException e) {
            if (e.getCause() instanceof LakeException broken) {
                problems.add(broken.getMessage());
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Prints them; the status to exit with. */
    int tell() {
        problems.forEach(problem -> System.out.println("WRONG: " + problem));
        return problems.isEmpty() ? 0 : 1;
    }
}
