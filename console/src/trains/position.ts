/** One record of the `vehicles` stream, as `vehicle:<trip>` and `route:<route>` carry it. */
export interface Position {
  readonly trip: string;
  readonly route: string;
  readonly headsign: string;
  /** 0 is northbound, 1 southbound, as the MTA has it. */
  readonly direction: number;
  readonly latitude: number;
  readonly longitude: number;
  /** Degrees clockwise from north. */
  readonly bearing: number;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** The position in a publication's data, or undefined where anyone published something else. */
export function positionIn(data: unknown): Position | undefined {
  const it = data as Partial<Position> | null | undefined;
  const complete =
    typeof it?.trip === 'string' &&
    typeof it.route === 'string' &&
    Number.isFinite(it.latitude) &&
    Number.isFinite(it.longitude) &&
    Number.isFinite(it.time);
  return complete ? ({ headsign: '', direction: 0, bearing: 0, ...it } as Position) : undefined;
}
