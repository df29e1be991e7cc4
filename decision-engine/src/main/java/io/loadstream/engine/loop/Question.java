package io.loadstream.engine.loop;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Function;

/** What somebody wants to know of the flights in hand, and who. */
record Question<T>(Function<OpenFlights, T> about, UniEmitter<? super T> asker) {

    void answer(OpenFlights flights) {
        try {
            asker.complete(about.apply(flights));
        } catch (RuntimeException e) {
            asker.fail(e);
        }
    }

    void refuse() {
        asker.fail(new BusyException());
    }
}
