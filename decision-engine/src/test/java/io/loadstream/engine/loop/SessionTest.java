package io.loadstream.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.domain.decision.Bounds;
import io.loadstream.domain.event.BookingCreated;
import io.loadstream.domain.event.FlightScheduled;
import io.loadstream.domain.event.InputEvent;
import io.loadstream.domain.event.Topic;
import io.loadstream.domain.wire.EventWriter;
import io.loadstream.engine.policy.PolicySource;
import io.loadstream.tracing.Tracing;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session on clients that have what the test gives them. */
class SessionTest {

    private static final Instant START = Instant.parse("2026-03-06T12:00:00Z");
    private static final long NOW = START.toEpochMilli();
    private static final int MAX_RECORDS = 10;

    private final MockConsumer<byte[], ByteBuffer> consumer = new MockConsumer<>("earliest");
    private final Seen seen = new Seen();
    private final EventWriter writer = new EventWriter();
    private Session session;

    @BeforeEach
    void join() {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        LoopTools tools = LoopTools.with(new DeadLetters("test"));
        Assignment assignment = new Assignment(
                consumer,
                SessionTest::emptyState,
                new HighWatermarks(adminOfEmptyTopics()),
                PolicySource.load("iteration-1"),
                new Bounds(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3), Duration.ofDays(7)),
                tools,
                seen,
                () -> {});
        session = new Session(
                consumer,
                new TransactionOutput(producer, Tracing.OFF),
                assignment,
                tools.tally(),
                seen,
                Duration.ofMillis(1),
                MAX_RECORDS,
                1_000);
        session.join();
        List<TopicPartition> sources = new ArrayList<>();
        for (Topic topic : Positions.TOPICS) {
            sources.add(source(topic, 0));
            sources.add(source(topic, 1));
        }
        consumer.rebalance(sources);
        consumer.updateBeginningOffsets(
                Map.copyOf(sources.stream().collect(Collectors.toMap(source -> source, any -> 0L))));
    }

    @Test
    void topicOfWhichAPartWasPolledIsWaitedForThoughItWasQuietBefore() {
        // Given
        FlightScheduled first = scheduled("BA1_2026-03-06", START);
        FlightScheduled second = scheduled("BA2_2026-03-06", START.plusSeconds(1));
        BookingCreated booking = booked("BA2_2026-03-06", START.plusSeconds(2), 1);
        consumer.schedulePollTask(() -> {
            add(0, 0, first);
            add(0, 0, booking);
            end(Topic.FLIGHT_LIFECYCLE, 0, 2);
        });

        // When
        int beforeTheRestIsThere = session.step(false);
        add(0, 1, second);
        int after = session.step(false);

        // Then
        assertThat(beforeTheRestIsThere).isEqualTo(1);
        assertThat(after).isEqualTo(2);
    }

    @Test
    void transactionTakesInNoMoreThanItMayOfAllPartitionsTogether() {
        // Given
        for (int i = 0; i < 2 * MAX_RECORDS; i++) {
            add(0, i, booked("BA1_2026-03-06", START.plusSeconds(i), i));
        }
        for (int i = 0; i < 3; i++) {
            add(1, i, booked("BA2_2026-03-06", START.plusSeconds(i), i));
        }

        // When
        int first = session.step(false);
        int second = session.step(false);
        int third = session.step(false);

        // Then
        assertThat(first).isEqualTo(MAX_RECORDS / 2 + 3);
        assertThat(second).isEqualTo(MAX_RECORDS);
        assertThat(third).isEqualTo(2 * MAX_RECORDS - MAX_RECORDS / 2 - MAX_RECORDS);
    }

    @Test
    void partitionThatStandsStillShowsBesideOneThatFlows() {
        // Given
        add(1, 0, scheduled("BA1_2026-03-06", START));
        session.step(false);
        long begun = System.currentTimeMillis();
        session.tellLag(begun);
        assertThat(seen.seconds).isZero();

        // When
        end(Topic.FLIGHT_LIFECYCLE, 0, 1);
        add(1, 0, booked("BA1_2026-03-06", START.plusSeconds(1), 1));
        session.step(false);
        session.tellLag(begun + 90_000);

        // Then
        assertThat(seen.records).isEqualTo(1);
        assertThat(seen.seconds).isEqualTo(90);
    }

    @Test
    void recordThatWaitsForAnotherTopicIsAsOldAsItsProducerSays() {
        // Given
        add(0, 0, booked("BA1_2026-03-06", START, 1));
        end(Topic.FLIGHT_LIFECYCLE, 0, 1);

        // When
        session.step(false);
        session.tellLag(NOW + 5_000);

        // Then
        assertThat(seen.records).isEqualTo(2);
        assertThat(seen.seconds).isEqualTo(5);
    }

    private void add(int partition, long offset, InputEvent event) {
        TopicPartition source = source(event.topic(), partition);
        consumer.addRecord(new ConsumerRecord<>(
                source.topic(),
                source.partition(),
                offset,
                NOW,
                TimestampType.CREATE_TIME,
                0,
                0,
                event.flightId().getBytes(StandardCharsets.UTF_8),
                ByteBuffer.wrap(writer.write(event)),
                new RecordHeaders(),
                Optional.empty()));
        end(event.topic(), partition, offset + 1);
    }

    private void end(Topic topic, int partition, long offset) {
        consumer.updateEndOffsets(Map.of(source(topic, partition), offset));
    }

    private static TopicPartition source(Topic topic, int partition) {
        return new TopicPartition(topic.topicName(), partition);
    }

    private static FlightScheduled scheduled(String flight, Instant at) {
        return new FlightScheduled(
                at,
                flight,
                "BA",
                "LHR",
                "AMS",
                START.plus(Duration.ofHours(5)),
                START.plus(Duration.ofHours(6)),
                "A320",
                180,
                List.of(new FlightScheduled.Cabin("Y", 180)));
    }

    private static BookingCreated booked(String flight, Instant at, int number) {
        return new BookingCreated(
                at,
                flight,
                flight + '-' + number,
                "WEB",
                "K",
                "GBP",
                BigDecimal.TEN,
                List.of(new BookingCreated.Passenger("P1", "13D", "Y")),
                null);
    }

    private static Consumer<byte[], byte[]> emptyState() {
        MockConsumer<byte[], byte[]> state = new MockConsumer<>("earliest");
        state.updateBeginningOffsets(
                Map.of(new TopicPartition(Topic.FLIGHT_STATE, 0), 0L, new TopicPartition(Topic.FLIGHT_STATE, 1), 0L));
        return state;
    }

    private static Admin adminOfEmptyTopics() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    Set<?> asked = ((Map<?, ?>) arguments[0]).keySet();
                    TopicPartition partition = (TopicPartition) asked.iterator().next();
                    return new ListOffsetsResult(Map.of(
                            partition,
                            KafkaFuture.completedFuture(new ListOffsetsResultInfo(0, -1, Optional.empty()))));
                });
    }

    /** What an observer is told. */
    private static final class Seen implements LoopObserver {

        private long records;
        private double seconds;

        @Override
        public void assigned(Collection<Integer> partitions, boolean ready) {}

        @Override
        public void restored(long millis) {}

        @Override
        public void committed(Commit commit) {}

        @Override
        public void lag(long waiting, double waited) {
            records = waiting;
            seconds = waited;
        }

        @Override
        public void failed(Throwable cause, int attempts) {}
    }
}
