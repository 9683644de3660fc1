import boroughsJson from './data/nyc-boroughs.geojson?raw';
import stationsCsv from './data/nyc-subway-stations.csv?raw';
import tracksJson from './data/nyc-subway-tracks.json?raw';
import { parseCsv } from './csv';
import { distanceMetres, project, type Point } from './projection';

export interface Borough {
  /** The last part of the borough's channel, `fence:<id>`. */
  readonly id: string;
  readonly name: string;
  readonly rings: readonly (readonly Point[])[];
  /** Where its name stands: beside its lines rather than under them. */
  readonly label: Point;
}

export interface Station {
  readonly name: string;
  readonly at: Point;
}

/** All tracks of one colour. */
export interface Tracks {
  readonly color: string;
  readonly lines: readonly (readonly Point[])[];
}

interface GeoJson {
  features: { id: string; properties: { name: string }; geometry: { coordinates: [number, number][][] } }[];
}

const LABELS: Record<string, readonly [latitude: number, longitude: number]> = {
  manhattan: [40.782, -74.042],
  brooklyn: [40.622, -73.888],
  queens: [40.735, -73.772],
  'staten-island': [40.588, -74.178],
  'the-bronx': [40.862, -73.798],
};

export const boroughs: readonly Borough[] = (JSON.parse(boroughsJson) as GeoJson).features.map((feature) => {
  const { id, properties, geometry } = feature;
  const rings = geometry.coordinates.map((ring) => ring.map(([longitude, latitude]) => project(latitude, longitude)));
  return { id, name: properties.name, rings, label: project(...LABELS[id]!) };
});

export const stations: readonly Station[] = parseCsv(stationsCsv).map(({ name = '', latitude, longitude }) => ({
  name,
  at: project(Number(latitude), Number(longitude)),
}));

export const tracks: readonly Tracks[] = Object.entries(JSON.parse(tracksJson) as Record<string, number[][]>).map(
  ([color, lines]) => ({ color, lines: lines.map(pairs) }),
);

export function nearestStation(to: Point): Station | undefined {
  let nearest: Station | undefined;
  let shortest = Infinity;
  for (const station of stations) {
    const distance = distanceMetres(station.at, to);
    if (distance < shortest) [nearest, shortest] = [station, distance];
  }
  return nearest;
}

function pairs(line: number[]): Point[] {
  const points: Point[] = [];
  for (let i = 0; i + 1 < line.length; i += 2) points.push(project(line[i]!, line[i + 1]!));
  return points;
}
