package io.loadstream.local.run;

import io.loadstream.embedded.EmbeddedKafka;
import io.loadstream.embedded.EmbeddedObjectStore;
import io.loadstream.embedded.EmbeddedPostgres;
import io.loadstream.embedded.EmbeddedRedis;
import io.loadstream.embedded.Part;
import io.loadstream.embedded.Place;
import io.loadstream.embedded.TopicPlan;
import io.loadstream.lake.LakeSettings;
import io.loadstream.local.text.Progress;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** The four parts that the services need, running. */
public record Parts(
        EmbeddedKafka kafka, EmbeddedPostgres postgres, EmbeddedObjectStore objectStore, EmbeddedRedis redis) {

    /**
     * Starts them side by side, and creates the topics.
     *
     * @param started is told of each part as soon as it runs, on any thread, so that it can be ended whatever comes
     */
    static Parts start(RunFolder folder, int partitions, Progress progress, Consumer<Part> started) {
        try (Together together = new Together()) {
            var kafka = together.start(part(progress, started, () -> {
                EmbeddedKafka broker = EmbeddedKafka.inOwnProcess(place(folder, "kafka"));
                broker.create(TopicPlan.ofContract(partitions));
                return broker;
            }));
            var postgres =
                    together.start(part(progress, started, () -> EmbeddedPostgres.at(place(folder, "postgres"))));
            var store = together.start(
                    part(progress, started, () -> EmbeddedObjectStore.at(place(folder, "object-store"))));
            var redis = together.start(part(progress, started, () -> EmbeddedRedis.at(place(folder, "redis"))));
            return new Parts(kafka.get(), postgres.get(), store.get(), redis.get());
        }
    }

    private static <P extends Part> Callable<P> part(Progress progress, Consumer<Part> started, Callable<P> start) {
        return () -> {
            P part = start.call();
            started.accept(part);
            progress.say(part.name() + " listens on port " + part.port());
            return part;
        };
    }

    private static Place place(RunFolder folder, String name) {
        return Place.in(folder.data().resolve(name)).loggingTo(folder.logs().resolve(name + ".log"));
    }

    /** How the lake is reached. */
    public LakeSettings lake() {
        return new LakeSettings(
                URI.create(objectStore.endpoint()),
                EmbeddedObjectStore.REGION,
                EmbeddedObjectStore.BUCKET,
                EmbeddedObjectStore.ACCESS_KEY,
                EmbeddedObjectStore.SECRET_KEY);
    }
}
