import type { Point } from '../city/projection';

/** Pixels of the viewport that panels cover: the camera's centre lies in the middle of the rest. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export interface Bounds {
  readonly min: Point;
  readonly max: Point;
}

const MIN_SCALE = 0.006;
const MAX_SCALE = 0.8;
const EASE_MS = 220;

/** What part of the plane is on screen: `scale` pixels a metre around a centre, easing towards where it was told to go. */
export class Camera {
  x = 0;
  y = 0;
  scale = 0.02;
  width = 1;
  height = 1;
  private insets: Insets = { top: 0, right: 0, bottom: 0, left: 0 };
  private goal: { x: number; y: number; scale: number } | undefined;

  constructor(private readonly limits: Bounds) {}

  toScreen({ x, y }: Point): Point {
    const middle = this.middle();
    return { x: middle.x + (x - this.x) * this.scale, y: middle.y + (y - this.y) * this.scale };
  }

  toPlane({ x, y }: Point): Point {
    const middle = this.middle();
    return { x: this.x + (x - middle.x) / this.scale, y: this.y + (y - middle.y) / this.scale };
  }

  /** Panels moved: what is in the centre glides to the new one. */
  cover(insets: Insets): void {
    const { x, y, scale } = this;
    const before = this.middle();
    this.insets = insets;
    const after = this.middle();
    this.place(x + (after.x - before.x) / scale, y + (after.y - before.y) / scale, scale);
    this.goal ??= { x, y, scale };
  }

  /** Where the centre is drawn. */
  middle(): Point {
    const { top, right, bottom, left } = this.insets;
    return { x: (left + this.width - right) / 2, y: (top + this.height - bottom) / 2 };
  }

  pan(dx: number, dy: number): void {
    this.goal = undefined;
    this.place(this.x - dx / this.scale, this.y - dy / this.scale, this.scale);
  }

  /** Zooms by a factor; what is under `anchor` stays there. */
  zoom(factor: number, anchor: Point): void {
    const fixed = this.toPlane(anchor);
    const { goal } = this;
    this.goal = undefined;
    this.place(this.x, this.y, this.scale * factor);
    const moved = this.toPlane(anchor);
    this.place(this.x + fixed.x - moved.x, this.y + fixed.y - moved.y, this.scale);
    if (goal) this.goal = { ...goal, scale: this.scale };
  }

  /** Glides to a place; `advance` does the gliding. */
  goTo(at: Point, scale = this.goal?.scale ?? this.scale): void {
    this.goal = { ...at, scale: clamp(scale, MIN_SCALE, MAX_SCALE) };
  }

  stop(): void {
    this.goal = undefined;
  }

  fit({ min, max }: Bounds): void {
    const { top, right, bottom, left } = this.insets;
    const scale = Math.min(
      (this.width - left - right) / (max.x - min.x),
      (this.height - top - bottom) / (max.y - min.y),
    );
    this.goTo({ x: (min.x + max.x) / 2, y: (min.y + max.y) / 2 }, scale);
  }

  advance(elapsedMs: number, immediately: boolean): void {
    if (!this.goal) return;
    const part = immediately ? 1 : 1 - Math.exp(-elapsedMs / EASE_MS);
    const { x, y, scale } = this.goal;
    this.place(
      this.x + (x - this.x) * part,
      this.y + (y - this.y) * part,
      Math.exp(Math.log(this.scale) + Math.log(scale / this.scale) * part),
    );
    const arrived = Math.hypot(x - this.x, y - this.y) * this.scale < 0.05 && Math.abs(scale / this.scale - 1) < 1e-4;
    if (arrived) this.goal = undefined;
  }

  private place(x: number, y: number, scale: number): void {
    const { min, max } = this.limits;
    this.x = clamp(x, min.x, max.x);
    this.y = clamp(y, min.y, max.y);
    this.scale = clamp(scale, MIN_SCALE, MAX_SCALE);
  }
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(max, value));
}

export function boundsOf(points: Iterable<Point>): Bounds {
  const min = { x: Infinity, y: Infinity };
  const max = { x: -Infinity, y: -Infinity };
  for (const { x, y } of points) {
    min.x = Math.min(min.x, x);
    min.y = Math.min(min.y, y);
    max.x = Math.max(max.x, x);
    max.y = Math.max(max.y, y);
  }
  return { min, max };
}
