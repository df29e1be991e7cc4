package io.loadstream.engine.live;

import io.loadstream.domain.event.InvalidEventException;
import io.loadstream.domain.event.PromotionEvent;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventReader;
import io.loadstream.engine.config.EngineConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads decisions back from their topic, so that every engine can show those of all, and those from before it started. On a
 * thread of its own: what it is behind by more than is kept, it leaves out, and while events wait for the engine it looks
 * less often.
 */
@ApplicationScoped
public class DecisionTail implements Runnable {

    private static final Logger LOG = Logger.getLogger(DecisionTail.class);

    private static final String TOPIC = Topic.PROMO_DECISIONS.topicName();
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(100);
    /** For what is there at the start, or after a pause, to come together and be put in order. */
    private static final Duration GATHER = Duration.ofSeconds(1);

    /** Records, each with its bytes. */
    private static final int MOST_AT_ONCE = 10_000;

    private static final long BACKLOG_MILLIS = 2_000;
    private static final long RETRY_MILLIS = 1_000;

    private final Map<String, Object> broker;
    private final String client;
    private final RecentDecisions decisions;
    private final PipelineFigures figures;
    private final int kept;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private String problem;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Consumer<byte[], byte[]> open;

    DecisionTail(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            EngineConfig config,
            RecentDecisions decisions,
            PipelineFigures figures) {
        this.broker = broker;
        this.client = config.group() + "-decisions";
        this.decisions = decisions;
        this.figures = figures;
        this.kept = config.recentDecisions().size();
    }

    void start(@Observes StartupEvent event) {
        Thread.ofPlatform().daemon().name("decision-tail").start(this);
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
        Consumer<byte[], byte[]> waiting = open;
        if (waiting != null) {
            waiting.wakeup();
        }
    }

    @Override
    public void run() {
        while (!isStopping()) {
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                open = consumer;
                follow(consumer);
            } catch (RuntimeException | Error e) {
                failed(e);
            } finally {
                open = null;
            }
            pause(RETRY_MILLIS);
        }
    }

    /** Such as a broker that is away; told once, and tried on. */
    private void failed(Throwable e) {
        if (!isStopping() && !e.toString().equals(problem)) {
            problem = e.toString();
            LOG.warnf("Decisions cannot be read back for the page now, the engine decides on: %s", e);
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC, CALL).stream()
                .map(each -> new TopicPartition(TOPIC, each.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        seek(consumer);
        problem = null;
        while (!isStopping()) {
            decisions.add(events(inOrder(read(consumer))));
            if (behind(consumer) > 2L * kept) {
                seek(consumer);
            }
            if (figures.now().lagRecords() > LiveBoard.BACKLOG_RECORDS) {
                pause(BACKLOG_MILLIS);
            }
        }
    }

    /** To where it was, or as near to the end as what is kept. */
    private void seek(Consumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(consumer.assignment(), CALL);
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), CALL);
        long each = Math.max(1, kept / ends.size());
        ends.forEach((partition, end) -> {
            long wanted = Math.max(next.getOrDefault(partition, 0L), end - each);
            consumer.seek(partition, Math.max(begins.get(partition), Math.min(wanted, end)));
        });
    }

    /** What is there; waits a moment for the first. */
    private List<ConsumerRecord<byte[], byte[]>> read(Consumer<byte[], byte[]> consumer) {
        List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
        long end = System.nanoTime() + GATHER.toNanos();
        do {
            consumer.poll(LOOK).forEach(read::add);
        } while (behind(consumer) > 0 && read.size() < MOST_AT_ONCE && System.nanoTime() < end);
        read.forEach(record -> next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1));
        return read;
    }

    /** Offsets that have not been read; a partition of which nothing is known yet counts as one. */
    private static long behind(Consumer<byte[], byte[]> consumer) {
        long behind = 0;
        for (TopicPartition partition : consumer.assignment()) {
            behind += consumer.currentLag(partition).orElse(1);
        }
        return behind;
    }

    /** By the time at which they were produced, those of one partition in their order. */
    static List<ConsumerRecord<byte[], byte[]>> inOrder(List<ConsumerRecord<byte[], byte[]>> read) {
        record Timed(long at, ConsumerRecord<byte[], byte[]> record) {}
        Map<Integer, Long> latest = new HashMap<>();
        return read.stream()
                .map(record -> new Timed(latest.merge(record.partition(), record.timestamp(), Math::max), record))
                .sorted(Comparator.comparingLong(Timed::at))
                .map(Timed::record)
                .toList();
    }

    private static List<PromotionEvent> events(List<ConsumerRecord<byte[], byte[]>> records) {
        List<PromotionEvent> events = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                if (record.value() != null && EventReader.read(record.value()) instanceof PromotionEvent event) {
                    events.add(event);
                }
            } catch (InvalidEventException e) {
                LOG.warnf(
                        "%s-%d offset %d is no decision: %s",
                        TOPIC, record.partition(), record.offset(), e.getMessage());
            }
        }
        return events;
    }

    private void pause(long millis) {
        try {
            stopping.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopping.countDown();
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(broker);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 4 << 20);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
