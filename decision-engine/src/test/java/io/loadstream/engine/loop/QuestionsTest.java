package io.loadstream.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class QuestionsTest {

    private static final Duration EACH = Duration.ofMillis(2);

    private final List<String> answered = new ArrayList<>();
    private final List<Throwable> refused = new ArrayList<>();
    private long now;
    private final Questions questions = new Questions(4, 2, Duration.ofMillis(5), () -> now);

    @Test
    void answersTakeNoMoreThanTheirTimeBetweenTwoTransactions() {
        // Given
        for (int i = 0; i < 4; i++) {
            ask("look-up " + i, questions::offer);
        }

        // When
        questions.answer(null);

        // Then
        assertThat(answered).containsExactly("look-up 0", "look-up 1", "look-up 2");

        // And when
        questions.answer(null);

        // Then
        assertThat(answered).hasSize(4);
        assertThat(questions.isEmpty()).isTrue();
    }

    @Test
    void scansAskedInAHurryHaveOneTurnEachAndLeaveRoomForALookUp() {
        // Given
        for (int i = 0; i < 50; i++) {
            ask("scan " + i, questions::offerScan);
        }
        ask("look-up", questions::offer);

        // When
        questions.answer(null);

        // Then
        assertThat(answered).containsExactly("scan 0", "look-up");
        assertThat(refused).hasSize(48).allMatch(BusyException.class::isInstance);

        // And when
        questions.answer(null);

        // Then
        assertThat(answered).containsExactly("scan 0", "look-up", "scan 1");
        assertThat(questions.isEmpty()).isTrue();
    }

    private void ask(String name, Predicate<Question<?>> queue) {
        Uni.createFrom()
                .emitter(emitter -> {
                    Question<String> question = new Question<>(
                            flights -> {
                                now += EACH.toNanos();
                                return name;
                            },
                            emitter);
                    if (!queue.test(question)) {
                        question.refuse();
                    }
                })
                .subscribe()
                .with(answer -> answered.add((String) answer), refused::add);
    }
}
