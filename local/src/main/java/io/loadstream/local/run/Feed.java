package io.loadstream.local.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the generator sends. */
public sealed interface Feed {

    /** The generator's configuration, as environment variables. */
    Map<String, String> environment();

    /** In a few words for the terminal. */
    String summary();

    /**
     * Recorded events, in event-time order.
     *
     * @param folder with a {@code <topic>.jsonl} for each topic
     * @param speed times real time; 0 as fast as possible
     */
    record Replay(Path folder, double speed) implements Feed {

        @Override
        public Map<String, String> environment() {
            return Map.of(
                    "LOADSTREAM_GENERATOR_MODE", "replay",
                    "LOADSTREAM_GENERATOR_REPLAY_FOLDER",
                            folder.toAbsolutePath().toString(),
                    "LOADSTREAM_GENERATOR_SPEED", Double.toString(speed));
        }

        @Override
        public String summary() {
            return "replay of " + folder;
        }
    }

    /**
     * Simulated flights and customers.
     *
     * @param scenario name of a preset, or path of a scenario file
     * @param speed times real time; 0 as fast as possible
     * @param seed {@code null} for the scenario's own
     * @param days of departures; {@code null} for the scenario's own
     */
    record Simulation(String scenario, double speed, Long seed, Integer days) implements Feed {

        @Override
        public Map<String, String> environment() {
            Map<String, String> environment = new LinkedHashMap<>();
            environment.put("LOADSTREAM_GENERATOR_MODE", "simulate");
            environment.put("LOADSTREAM_GENERATOR_SCENARIO", scenario);
            environment.put("LOADSTREAM_GENERATOR_SPEED", Double.toString(speed));
            if (seed != null) {
                environment.put("LOADSTREAM_GENERATOR_SEED", seed.toString());
            }
            if (days != null) {
                environment.put("LOADSTREAM_GENERATOR_DAYS", days.toString());
            }
            return environment;
        }

        @Override
        public String summary() {
            return "simulated flights, scenario " + scenario
                    + (days == null ? "" : ", " + days + " days of departures");
        }
    }

    /** Nothing: somebody else produces. */
    record Idle() implements Feed {

        @Override
        public Map<String, String> environment() {
            return Map.of("LOADSTREAM_GENERATOR_MODE", "idle");
        }

        @Override
        public String summary() {
            return "no events of its own";
        }
    }
}
