package io.loadstream.domain.market.scenario;

/** A scenario breaks a rule; the message names the source and line where known, the field, the rule and the value. */
public final class InvalidScenarioException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String rule;

    /** @param field its key in the scenario */
    public InvalidScenarioException(String field, String rule) {
        super(field + " " + rule);
        this.field = field;
        this.rule = rule;
    }

    /** The same, with the place where it was read. */
    InvalidScenarioException(String source, int line, String field, String rule) {
        super("%s:%d: %s %s".formatted(source, line, field, rule));
        this.field = field;
        this.rule = rule;
    }

    /** Its key in the scenario. */
    public String field() {
        return field;
    }

    public String rule() {
        return rule;
    }
}
