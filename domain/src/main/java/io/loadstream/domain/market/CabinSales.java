package io.loadstream.domain.market;

/** What one cabin of one flight has sold, in one world, by fare class. */
final class CabinSales {

    private final CabinPlan plan;
    private final short[] sold;

    CabinSales(CabinPlan plan) {
        this.plan = plan;
        this.sold = new short[plan.classes];
    }

    private CabinSales(CabinSales other) {
        this.plan = other.plan;
        this.sold = other.sold.clone();
    }

    CabinSales copy() {
        return new CabinSales(this);
    }

    void sell(int fareClass, int seats) {
        sold[fareClass] += (short) seats;
    }

    void takeBack(int fareClass, int seats) {
        sold[fareClass] -= (short) seats;
    }

    int sold() {
        int sum = 0;
        for (short seats : sold) {
            sum += seats;
        }
        return sum;
    }

    /**
     * Seats that a class may still sell: no class, dearer or the same, may by that exceed what it and all cheaper ones
     * may sell together (nested booking limits).
     */
    int available(int fareClass) {
        int soldFromHere = sold();
        int available = Integer.MAX_VALUE;
        for (int i = 0; i <= fareClass; i++) {
            available = Math.min(available, plan.limits[i] - soldFromHere);
            soldFromHere -= sold[i];
        }
        return Math.max(0, available);
    }

    /** Like {@link #available} of all classes at once, into {@code into} from {@code from} on. */
    void available(int[] into, int from) {
        int soldFromHere = sold();
        int available = Integer.MAX_VALUE;
        for (int i = 0; i < sold.length; i++) {
            available = Math.min(available, plan.limits[i] - soldFromHere);
            into[from + i] = Math.max(0, available);
            soldFromHere -= sold[i];
        }
    }
}
