package dev.downlink.local.runtime.demo;

import java.util.List;
import java.util.Optional;

/** One train's way through the window: straight lines between the points, in time too. */
record Trip(String trip, String route, String headsign, int direction, List<Point> path) {

    /** Where the train is so many seconds after the window's start. */
    record Point(double seconds, double latitude, double longitude) {
        private boolean samePlace(Point other) {
            return latitude == other.latitude && longitude == other.longitude;
        }
    }

    Trip {
        path = List.copyOf(path);
        if (path.size() < 2) {
            throw new IllegalArgumentException("trip " + trip + " needs two points or more");
        }
    }

    /** Empty while the train is not under way. */
    Optional<Position> at(double seconds) {
        if (seconds < path.getFirst().seconds() || seconds > path.getLast().seconds()) {
            return Optional.empty();
        }
        int low = 0;
        int high = path.size() - 2;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (path.get(middle).seconds() <= seconds) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        Point from = path.get(low);
        Point to = path.get(low + 1);
        double length = to.seconds() - from.seconds();
        double part = length == 0 ? 0 : (seconds - from.seconds()) / length;
        return Optional.of(new Position(
                from.latitude() + part * (to.latitude() - from.latitude()),
                from.longitude() + part * (to.longitude() - from.longitude()),
                bearing(low)));
    }

    /** That of the segment; a train that stands heads where it came from, or where it will go if it has not moved yet. */
    private double bearing(int segment) {
        for (int i = segment; i >= 0; i--) {
            if (moves(i)) {
                return segmentBearing(i);
            }
        }
        for (int i = segment + 1; i < path.size() - 1; i++) {
            if (moves(i)) {
                return segmentBearing(i);
            }
        }
        return 0;
    }

    private boolean moves(int segment) {
        return !path.get(segment).samePlace(path.get(segment + 1));
    }

    private double segmentBearing(int segment) {
        Point from = path.get(segment);
        Point to = path.get(segment + 1);
        return Position.bearing(from.latitude(), from.longitude(), to.latitude(), to.longitude());
    }
}
