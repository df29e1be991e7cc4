package io.loadstream.domain.market.scenario;

/**
 * @param code IATA code
 * @param latitude degrees, north positive
 * @param longitude degrees, east positive
 */
public record Airport(String code, double latitude, double longitude) {

    private static final double EARTH_RADIUS_KM = 6371.0088;

    public Airport {
        Require.text("code", code);
        // Its code is its key in a scenario.
        Require.that(Math.abs(latitude) <= 90, code, "must have a latitude between -90 and 90: " + latitude);
        Require.that(Math.abs(longitude) <= 180, code, "must have a longitude between -180 and 180: " + longitude);
    }

    /** Great-circle distance in kilometres, by the haversine formula on the mean sphere. */
    public double distanceTo(Airport other) {
        double dLat = StrictMath.toRadians(other.latitude - latitude);
        double dLon = StrictMath.toRadians(other.longitude - longitude);
        double sinLat = StrictMath.sin(dLat / 2);
        double sinLon = StrictMath.sin(dLon / 2);
        double a = sinLat * sinLat
                + StrictMath.cos(StrictMath.toRadians(latitude))
                        * StrictMath.cos(StrictMath.toRadians(other.latitude))
                        * sinLon
                        * sinLon;
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.sqrt(a));
    }
}
