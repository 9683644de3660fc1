/** A place on the map's plane: metres east and south of the middle of New York. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const ORIGIN = { latitude: 40.72, longitude: -73.96 };
const EARTH_RADIUS_METRES = 6_371_008.8;
const toRadians = Math.PI / 180;
const metres = EARTH_RADIUS_METRES * Math.cos(ORIGIN.latitude * toRadians);
const originNorth = mercatorNorth(ORIGIN.latitude);

/** Mercator, scaled to true length at the origin: within 0.3 % all over the city, so distances are metres. */
export function project(latitude: number, longitude: number): Point {
  return {
    x: (longitude - ORIGIN.longitude) * toRadians * metres,
    y: (originNorth - mercatorNorth(latitude)) * metres,
  };
}

function mercatorNorth(latitude: number): number {
  return Math.asinh(Math.tan(latitude * toRadians));
}

export function distanceMetres(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
