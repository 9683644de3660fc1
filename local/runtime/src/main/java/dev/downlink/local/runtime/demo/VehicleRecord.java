package dev.downlink.local.runtime.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * The record of one train at one moment, as it is put into the stream.
 *
 * @param bearing degrees clockwise from north
 * @param time when it was emitted, epoch milliseconds
 */
@JsonPropertyOrder({"trip", "route", "headsign", "direction", "latitude", "longitude", "bearing", "time"})
record VehicleRecord(
        String trip,
        String route,
        String headsign,
        int direction,
        double latitude,
        double longitude,
        double bearing,
        long time) {

    static VehicleRecord of(Trip trip, Position position, long time) {
        return new VehicleRecord(
                trip.trip(),
                trip.route(),
                trip.headsign(),
                trip.direction(),
                // About a metre, and a tenth of a degree.
                rounded(position.latitude(), 1e5),
                rounded(position.longitude(), 1e5),
                rounded(position.bearing(), 10) % 360,
                time);
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
