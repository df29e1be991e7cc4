package io.loadstream.engine.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstream.engine.live.SalesCurve.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class SalesCurveTest {

    @Test
    void keepsAWholeLifeAtAnEvenGrainInItsBoundedPoints() {
        // Given
        SalesCurve curve = new SalesCurve(20);

        // When
        for (int i = 0; i <= 10_000; i++) {
            curve.add(i * 1_000L, i, 10_000);
        }

        // Then
        List<Point> points = curve.points();
        assertThat(points).hasSizeBetween(10, 20);
        assertThat(points.getFirst()).isEqualTo(new Point(0, 0, 10_000));
        assertThat(points.getLast()).isEqualTo(new Point(10_000_000, 10_000, 10_000));
        for (int i = 1; i < points.size() - 1; i++) {
            assertThat(points.get(i).at() - points.get(i - 1).at()).isBetween(400_000L, 2_100_000L);
        }
    }

    @Test
    void lateNewsNeverRunsBackInTime() {
        // Given
        SalesCurve curve = new SalesCurve(4);
        curve.add(100, 1, 10);

        // When
        curve.add(50, 2, 10);

        // Then
        assertThat(curve.points()).containsExactly(new Point(100, 1, 10), new Point(100, 2, 10));
    }
}
