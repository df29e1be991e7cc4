package io.loadstream.domain.market.scenario;

import java.util.List;

/**
 * The fare classes of a cabin, dearest first. PassengerSim's three-market network has six on a ladder of 4:1 with
 * advance purchase of 0, 0, 3, 7, 14 and 21 days.
 */
public record FareLadder(String cabin, List<FareClass> classes) {

    /** As many as there are letters to name them by. */
    static final int MAX_CLASSES = 26;

    public FareLadder {
        Require.text("cabin", cabin);
        Require.notEmpty("fares", classes);
        Require.that(classes.size() <= MAX_CLASSES, "fares", "must be at most " + MAX_CLASSES + ": " + classes.size());
        classes = List.copyOf(classes);
        for (int i = 1; i < classes.size(); i++) {
            FareClass dearer = classes.get(i - 1);
            FareClass cheaper = classes.get(i);
            Require.that(
                    cheaper.multiple() < dearer.multiple(),
                    "multiple",
                    "must fall from class to class: %s %s is not below %s %s"
                            .formatted(cheaper.bucket(), cheaper.multiple(), dearer.bucket(), dearer.multiple()));
            Require.that(
                    cheaper.limit() <= dearer.limit(),
                    "limit",
                    "must not rise from class to class: %s %s is above %s %s"
                            .formatted(cheaper.bucket(), cheaper.limit(), dearer.bucket(), dearer.limit()));
            Require.that(
                    cheaper.advance().compareTo(dearer.advance()) >= 0,
                    "advance",
                    "must not fall from class to class: %s is below %s".formatted(cheaper.bucket(), dearer.bucket()));
        }
    }
}
