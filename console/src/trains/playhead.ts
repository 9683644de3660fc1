/** Positions come once a second, so the next one is this far away when one arrives. */
const INTERVAL_MS = 1_000;
const MARGIN_MS = 60;
/** Enough to see about one second of the whole fleet. */
const WINDOW = 512;
/** Time on the map may run this much faster or slower to adapt: not to be seen. */
const SLEW = 0.08;
const JUMP_MS = 4_000;

/**
 * The moment the map shows: far enough behind the newest positions that nearly every train has a next one to move to,
 * and no further. Adapts to the latency it observes, without a jump, and needs no agreement between the clocks.
 */
export class Playhead {
  private readonly latencies = new Float64Array(WINDOW);
  private observed = 0;
  private lagMs: number | undefined;
  private advancedAt = 0;

  observe(positionTime: number, arrival: number): void {
    this.latencies[this.observed++ % WINDOW] = arrival - positionTime;
  }

  /** The moment to show at `now`; never runs backwards but by a jump after a long interruption. */
  advance(now: number): number {
    const target = this.latency(0.9) + INTERVAL_MS + MARGIN_MS;
    const elapsed = Math.max(0, now - this.advancedAt);
    this.advancedAt = now;
    if (this.observed > 0) {
      const difference = target - (this.lagMs ?? Infinity);
      if (Math.abs(difference) > JUMP_MS) this.lagMs = target;
      else this.lagMs! += Math.max(-SLEW * elapsed, Math.min(SLEW * elapsed, difference));
    }
    return now - (this.lagMs ?? 0);
  }

  /** Half of the recent positions took longer than this to arrive; undefined before the first. */
  get medianLatency(): number | undefined {
    return this.observed > 0 ? this.latency(0.5) : undefined;
  }

  private latency(quantile: number): number {
    const seen = this.latencies.slice(0, Math.min(this.observed, WINDOW)).sort();
    return seen[Math.floor((seen.length - 1) * quantile)] ?? 0;
  }
}
