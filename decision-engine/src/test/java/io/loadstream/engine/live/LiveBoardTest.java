package io.loadstream.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.loadstream.engine.config.EngineConfig;
import io.loadstream.engine.live.Frames.Frame;
import io.smallrye.mutiny.TimeoutException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the page is told, frame by frame, of flights that the test has. */
class LiveBoardTest {

    private static final int CAPACITY = 3;

    private final ObjectMapper json = new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    private final PipelineFigures figures = new PipelineFigures();
    private final Flights flights = new Flights();
    private final EngineConfig config = config();
    private final RecentDecisions decisions = new RecentDecisions(config);
    private long now = Duration.ofDays(1).toNanos();
    private final LiveBoard board =
            new LiveBoard(config, new SalesCurves(config), decisions, figures, flights, json, () -> now);
    private String seen;

    @Test
    void engineThatRestoresIsToldWithItsFiguresFromTheFirstFrameOn() throws IOException {
        // Given
        figures.state(false, "restoring");

        // When
        JsonNode first = next();
        JsonNode second = next();
        figures.state(true, "partitions [0]");
        JsonNode third = next();

        // Then
        assertThat(first.at("/pipeline/ready").asBoolean()).isFalse();
        assertThat(second.at("/pipeline/detail").asText()).isEqualTo("restoring");
        assertThat(second.get("flights")).isEmpty();
        assertThat(third.at("/pipeline/ready").asBoolean()).isTrue();
        assertThat(ids(third)).containsExactly("A", "B");
    }

    @Test
    void engineThatHangsIsNotReadyForThePageThoughItWasLastAndItsFlightsStay() throws IOException {
        // Given
        figures.state(true, "partitions [0]");
        JsonNode before = next();
        flights.silent = true;

        // When
        JsonNode hanging = next();
        flights.silent = false;
        JsonNode after = next();

        // Then
        assertThat(ids(before)).containsExactly("A", "B");
        assertThat(hanging.at("/pipeline/ready").asBoolean()).isFalse();
        assertThat(hanging.at("/pipeline/detail").asText()).contains("does not answer");
        assertThat(hanging.has("columns")).as("a snapshot").isFalse();
        assertThat(hanging.has("gone")).isFalse();
        assertThat(after.at("/pipeline/ready").asBoolean()).isTrue();
        assertThat(ids(after)).containsExactly("A", "B");
    }

    @Test
    void boardThatIsFullTakesInTheFlightsThatAreNextNowAndThenWithoutStartingOver() throws IOException {
        // Given
        figures.state(true, "partitions [0]");
        flights.all.addAll(List.of("C", "D", "E"));
        figures.committed(5, 0, 5, 1);
        JsonNode full = next();

        // When
        flights.all.remove("A");
        flights.all.add("A");
        JsonNode soon = next();
        now += Duration.ofSeconds(61).toNanos();
        JsonNode later = next();

        // Then
        assertThat(ids(full)).containsExactly("A", "B", "C");
        assertThat(soon.get("flights")).isEmpty();
        assertThat(later.has("columns")).as("a snapshot").isFalse();
        assertThat(ids(later)).containsExactly("D");
        assertThat(later.get("gone")).extracting(JsonNode::asText).containsExactly("A");
    }

    @Test
    void boardWithRoomForAllFlightsIsNotFilledAgain() throws IOException {
        // Given
        figures.state(true, "partitions [0]");
        figures.committed(2, 0, 2, 1);
        next();

        // When
        now += Duration.ofSeconds(61).toNanos();
        flights.all.add("C");

        // Then
        assertThat(next().get("flights")).isEmpty();
    }

    /** The frame that a page gets which has seen all before. */
    private JsonNode next() throws IOException {
        now++;
        board.after(seen);
        board.frame();
        Frame frame = board.after(seen);
        seen = frame.id();
        String event = frame.event().toString();
        return json.readTree(event.substring(event.indexOf("data:") + 5));
    }

    private static List<String> ids(JsonNode frame) {
        List<String> ids = new ArrayList<>();
        frame.get("flights").forEach(row -> ids.add(row.get(0).asText()));
        return ids;
    }

    private static final class Flights implements FlightSource {

        private final List<String> all = new ArrayList<>(List.of("A", "B"));
        private boolean silent;

        @Override
        public Seen rows(Collection<String> flightIds) {
            return seen(all.stream().filter(flightIds::contains).toList());
        }

        @Override
        public Seen next(int limit) {
            return seen(all.stream().limit(limit).toList());
        }

        private Seen seen(List<String> ids) {
            if (silent) {
                throw new TimeoutException();
            }
            return new Seen(
                    ids.stream().map(id -> new BoardRow(id, Arrays.asList(id))).toList(), 1_000L);
        }
    }

    /** Of the settings only those that the board and what it tells of ask for. */
    private static EngineConfig config() {
        EngineConfig.Board board = () -> CAPACITY;
        EngineConfig.RecentDecisions recent = () -> 10;
        EngineConfig.Curves curves = new EngineConfig.Curves() {
            @Override
            public int flights() {
                return 10;
            }

            @Override
            public int points() {
                return 10;
            }
        };
        return (EngineConfig) Proxy.newProxyInstance(
                EngineConfig.class.getClassLoader(),
                new Class<?>[] {EngineConfig.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "board" -> board;
                    case "recentDecisions" -> recent;
                    case "curves" -> curves;
                    case "traceLink" -> Optional.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
