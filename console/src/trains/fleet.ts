import { project } from '../city/projection';
import { routeOf, type Route } from '../city/route';
import { Playhead } from './playhead';
import type { Position } from './position';
import { Samples } from './samples';

/** A train as the map knows it. */
export interface Train {
  readonly trip: string;
  readonly route: Route;
  readonly samples: Samples;
  readonly firstSeen: number;
  lastSeen: number;
  headsign: string;
  direction: number;
}

/** A train not heard of for this long has arrived, or its line is no longer subscribed. */
const SILENT_MS = 12_000;
const FADE_MS = 600;

/** Every train heard of lately, and the one moment at which all of them are shown. */
export class Fleet {
  private readonly byTrip = new Map<string, Train>();
  private readonly playhead = new Playhead();

  get size(): number {
    return this.byTrip.size;
  }

  get medianLatency(): number | undefined {
    return this.playhead.medianLatency;
  }

  get(trip: string): Train | undefined {
    return this.byTrip.get(trip);
  }

  trains(): IterableIterator<Train> {
    return this.byTrip.values();
  }

  accept(position: Position, now: number): void {
    let train = this.byTrip.get(position.trip);
    if (!train) {
      const { trip, route, headsign, direction } = position;
      const samples = new Samples();
      train = { trip, route: routeOf(route), samples, firstSeen: now, lastSeen: now, headsign, direction };
      this.byTrip.set(trip, train);
    }
    const { time, bearing, latitude, longitude } = position;
    if (!train.samples.add({ time, bearing, ...project(latitude, longitude) })) return;
    this.playhead.observe(time, now);
    train.lastSeen = now;
    train.headsign = position.headsign;
    train.direction = position.direction;
  }

  playTime(now: number): number {
    return this.playhead.advance(now);
  }

  /** From 0 (not there yet, or gone) to 1. */
  presence(train: Train, now: number): number {
    const arriving = (now - train.firstSeen) / FADE_MS;
    const leaving = (SILENT_MS - (now - train.lastSeen)) / FADE_MS;
    return Math.max(0, Math.min(1, arriving, leaving));
  }

  /** Forgets the trains that fell silent. Not to be called while offline: silence means nothing then. */
  prune(now: number, keep: string | undefined): void {
    for (const train of this.byTrip.values()) {
      if (now - train.lastSeen > SILENT_MS && train.trip !== keep) this.byTrip.delete(train.trip);
    }
  }

  /** Counts silence from now on: called when the connection is back. */
  hearAgain(now: number): void {
    for (const train of this.byTrip.values()) train.lastSeen = now;
  }

  removeRoute(route: string, keep: string | undefined): void {
    for (const train of this.byTrip.values()) {
      if (train.route.id === route && train.trip !== keep) this.byTrip.delete(train.trip);
    }
  }
}
