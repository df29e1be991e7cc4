package io.loadstream.etl.quality;

/**
 * What a check found.
 *
 * @param violations 0 when it holds
 * @param example key of a row that violates it; {@code null} when it holds
 */
public record QualityResult(QualityCheck check, long violations, String example) {

    /** Whether it forbids publication. */
    public boolean forbids() {
        return violations > 0 && check.severity() == QualityCheck.Severity.CRITICAL;
    }

    @Override
    public String toString() {
        return "check %s finds %d, such as %s".formatted(check.checkName(), violations, example);
    }
}
