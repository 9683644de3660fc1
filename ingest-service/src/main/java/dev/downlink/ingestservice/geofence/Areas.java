package dev.downlink.ingestservice.geofence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.prep.PreparedGeometry;
import org.locationtech.jts.geom.prep.PreparedGeometryFactory;
import org.locationtech.jts.index.strtree.STRtree;

/** Areas, indexed by position. A border belongs to its area. */
final class Areas {

    private record Shape(Area area, PreparedGeometry geometry) {}

    private final GeometryFactory geometries = new GeometryFactory();
    private final STRtree index = new STRtree();
    private final Map<String, Area> byId = new TreeMap<>();

    Areas(Map<Area, Geometry> shapes) {
        shapes.forEach((area, geometry) -> {
            index.insert(geometry.getEnvelopeInternal(), new Shape(area, PreparedGeometryFactory.prepare(geometry)));
            byId.put(area.id(), area);
        });
        index.build();
    }

    Collection<Area> all() {
        return byId.values();
    }

    Optional<Area> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The areas around a position (degrees), by id. */
    List<Area> at(double latitude, double longitude) {
        Point point = geometries.createPoint(new Coordinate(longitude, latitude));
        List<Area> found = new ArrayList<>();
        index.query(point.getEnvelopeInternal(), item -> {
            if (item instanceof Shape shape && shape.geometry().covers(point)) {
                found.add(shape.area());
            }
        });
        found.sort(Comparator.comparing(Area::id));
        return found;
    }
}
