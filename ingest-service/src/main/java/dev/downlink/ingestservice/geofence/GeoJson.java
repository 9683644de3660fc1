package dev.downlink.ingestservice.geofence;

import io.micronaut.json.tree.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * Reads areas from a GeoJSON (RFC 7946) feature collection of polygons and multipolygons, each with an {@code id} and
 * optionally {@code properties.name}. A mistake is an {@link IllegalArgumentException} that names its place.
 */
final class GeoJson {

    private final GeometryFactory geometries = new GeometryFactory();

    Areas areas(JsonNode collection) {
        expect("FeatureCollection".equals(text(collection, "type")), "type must be FeatureCollection");
        Map<Area, Geometry> shapes = new LinkedHashMap<>();
        for (JsonNode feature : array(collection, "features")) {
            Area area = area(feature);
            try {
                Geometry shape = shape(feature.get("geometry"));
                expect(shape.isValid(), "its rings touch or cross");
                expect(shapes.put(area, shape) == null, "its id is not the only one");
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("feature '%s': %s".formatted(area.id(), e.getMessage()), e);
            }
        }
        expect(!shapes.isEmpty(), "there must be at least one feature");
        return new Areas(shapes);
    }

    private static Area area(JsonNode feature) {
        JsonNode id = feature.get("id");
        expect(id != null && (id.isString() || id.isNumber()), "every feature needs an id");
        String value = id.coerceStringValue();
        JsonNode properties = feature.get("properties");
        String name = properties == null ? null : text(properties, "name");
        return new Area(value, name == null ? value : name);
    }

    private Geometry shape(@Nullable JsonNode geometry) {
        String type = geometry == null ? null : text(geometry, "type");
        if (geometry != null && "Polygon".equals(type)) {
            return polygon(array(geometry, "coordinates"));
        }
        if (geometry != null && "MultiPolygon".equals(type)) {
            return geometries.createMultiPolygon(array(geometry, "coordinates").stream()
                    .map(rings -> polygon(list(rings)))
                    .toArray(Polygon[]::new));
        }
        throw new IllegalArgumentException("geometry must be a Polygon or a MultiPolygon");
    }

    private Polygon polygon(List<JsonNode> rings) {
        expect(!rings.isEmpty(), "a polygon needs a ring");
        LinearRing[] holes = rings.stream().skip(1).map(this::ring).toArray(LinearRing[]::new);
        return geometries.createPolygon(ring(rings.getFirst()), holes);
    }

    private LinearRing ring(JsonNode positions) {
        return geometries.createLinearRing(
                list(positions).stream().map(GeoJson::position).toArray(Coordinate[]::new));
    }

    private static Coordinate position(JsonNode position) {
        List<JsonNode> degrees = list(position);
        expect(degrees.size() >= 2 && degrees.stream().allMatch(JsonNode::isNumber), "a position is two numbers");
        double longitude = degrees.get(0).getDoubleValue();
        double latitude = degrees.get(1).getDoubleValue();
        expect(
                Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90,
                "position [%s, %s] is not [longitude, latitude]".formatted(longitude, latitude));
        return new Coordinate(longitude, latitude);
    }

    private static @Nullable String text(JsonNode object, String name) {
        JsonNode value = object.get(name);
        return value != null && value.isString() ? value.getStringValue() : null;
    }

    private static List<JsonNode> array(JsonNode object, String name) {
        JsonNode value = object.get(name);
        expect(value != null && value.isArray(), name + " must be an array");
        return list(value);
    }

    private static List<JsonNode> list(JsonNode array) {
        expect(array.isArray(), "coordinates must be arrays");
        List<JsonNode> items = new ArrayList<>();
        array.values().forEach(items::add);
        return items;
    }

    private static void expect(boolean condition, String expectation) {
        if (!condition) {
            throw new IllegalArgumentException(expectation);
        }
    }
}
