import { distanceMetres, type Point } from '../city/projection';

/** Where a train was, on the map's plane. */
export interface Sample extends Point {
  readonly time: number;
  /** Degrees clockwise from north. */
  readonly bearing: number;
}

/** A position this far from the last one is another run of the trip, not a movement. */
const TELEPORT_METRES = 3_000;
/** Three minutes at one position a second: the trail of a followed train. */
const KEPT = 180;
const SPEED_WINDOW_MS = 6_000;

/** What is known of one train's recent way, in order of time. */
export class Samples {
  readonly all: Sample[] = [];

  get last(): Sample | undefined {
    return this.all[this.all.length - 1];
  }

  /** False where the sample is old news: the same position may come over two channels. */
  add(sample: Sample): boolean {
    const { last } = this;
    if (last && distanceMetres(last, sample) > TELEPORT_METRES) this.all.length = 0;
    else if (last && sample.time <= last.time) return false;
    this.all.push(sample);
    if (this.all.length > KEPT) this.all.shift();
    return true;
  }

  /** The place at a moment: on the straight line between two samples, at rest before the first and after the last. */
  at(time: number): Sample | undefined {
    const after = this.indexAfter(time);
    const to = this.all[after];
    const from = this.all[after - 1];
    if (!from || !to) return from ?? to;
    const part = (time - from.time) / (to.time - from.time);
    return {
      time,
      x: from.x + (to.x - from.x) * part,
      y: from.y + (to.y - from.y) * part,
      bearing: turn(from.bearing, to.bearing, part),
    };
  }

  /** Samples from `since` up to and without `until`, at least `stepMs` apart. */
  between(since: number, until: number, stepMs = 0): Sample[] {
    const part: Sample[] = [];
    for (let i = this.indexAfter(since); i < this.all.length; i++) {
      const sample = this.all[i]!;
      if (sample.time >= until) break;
      if (sample.time - (part[part.length - 1]?.time ?? -Infinity) >= stepMs) part.push(sample);
    }
    return part;
  }

  /** Metres per second over the last seconds before a moment; undefined until there is something to compare. */
  speedAt(time: number): number | undefined {
    const now = this.at(time);
    const [first] = this.between(time - SPEED_WINDOW_MS, time);
    if (!now || !first || now.time - first.time < 1_000) return undefined;
    return distanceMetres(first, now) / ((now.time - first.time) / 1_000);
  }

  /** Index of the first sample later than the moment; searched from the end, where the moment nearly always is. */
  private indexAfter(time: number): number {
    let i = this.all.length;
    while (i > 0 && this.all[i - 1]!.time > time) i--;
    return i;
  }
}

/** From one bearing to another, the short way round. */
export function turn(from: number, to: number, part: number): number {
  const difference = ((((to - from) % 360) + 540) % 360) - 180;
  return (from + difference * part + 360) % 360;
}
