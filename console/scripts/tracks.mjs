// Derives src/city/data/nyc-subway-tracks.json from the subway morning: every stretch of track that a trip
// runs over, once per line colour. Usage: npm run tracks -- <nyc-subway-0800.ndjson.gz>
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const data = new URL('../src/city/data/', import.meta.url);
const [source] = process.argv.slice(2);
if (!source) throw new Error('usage: npm run tracks -- <nyc-subway-0800.ndjson.gz>');

const colors = new Map(
  readFileSync(new URL('nyc-subway-routes.csv', data), 'utf8').trim().split('\n').slice(1)
    .map((line) => line.split(',').slice(0, 2)),
);
const seen = new Set();
const tracks = {};
for (const line of gunzipSync(readFileSync(source)).toString().trim().split('\n')) {
  const { route, path } = JSON.parse(line);
  const color = colors.get(route);
  let stretch = [];
  const points = path.map(([, latitude, longitude]) => [latitude, longitude]);
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    if (String(from) === String(to)) continue;
    const key = color + [String(from), String(to)].sort().join('|');
    if (seen.has(key)) {
      stretch = [];
      continue;
    }
    seen.add(key);
    if (stretch.length === 0) {
      stretch = [...from];
      (tracks[color] ??= []).push(stretch);
    }
    stretch.push(...to);
  }
}
writeFileSync(new URL('nyc-subway-tracks.json', data), JSON.stringify(tracks) + '\n');
