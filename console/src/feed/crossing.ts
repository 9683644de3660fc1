/** A train entered or left a borough, as `fence:<borough>` carries it. */
export interface Crossing {
  readonly event: 'enter' | 'exit';
  readonly fence: string;
  readonly fenceName: string;
  readonly trip: string;
  readonly route: string;
  readonly headsign: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

export function crossingIn(data: unknown): Crossing | undefined {
  const it = data as Partial<Crossing> | null | undefined;
  const complete =
    (it?.event === 'enter' || it?.event === 'exit') &&
    typeof it.trip === 'string' &&
    typeof it.fence === 'string' &&
    Number.isFinite(it.time);
  return complete ? ({ route: '', headsign: '', fenceName: it.fence, ...it } as Crossing) : undefined;
}

/** A train leaves one borough and enters the next at the same time, in this order. */
function isNewer(a: Crossing, b: Crossing): boolean {
  return a.time > b.time || (a.time === b.time && a.event === 'enter' && b.event === 'exit');
}

/** Crossings, the newest first, of which the oldest fall off. */
export class Feed {
  readonly crossings: Crossing[] = [];

  constructor(private readonly limit: number) {}

  /** The place it took, or -1 where it is too old to be shown. */
  add(crossing: Crossing): number {
    let place = this.crossings.findIndex((other) => !isNewer(other, crossing));
    if (place < 0) place = this.crossings.length;
    if (place >= this.limit) return -1;
    this.crossings.splice(place, 0, crossing);
    if (this.crossings.length > this.limit) this.crossings.pop();
    return place;
  }
}
