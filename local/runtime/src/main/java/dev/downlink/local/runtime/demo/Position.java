package dev.downlink.local.runtime.demo;

/**
 * Where a train is and where it heads.
 *
 * @param latitude degrees, WGS 84, as is longitude
 * @param bearing degrees clockwise from north, 0 to below 360
 */
record Position(double latitude, double longitude, double bearing) {

    /** The initial bearing of the great circle from one point to the other. */
    static double bearing(double fromLatitude, double fromLongitude, double toLatitude, double toLongitude) {
        double from = Math.toRadians(fromLatitude);
        double to = Math.toRadians(toLatitude);
        double across = Math.toRadians(toLongitude - fromLongitude);
        double east = Math.sin(across) * Math.cos(to);
        double north = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(across);
        return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
    }
}
