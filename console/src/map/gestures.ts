import type { Point } from '../city/projection';
import type { Camera } from './camera';

export interface GestureListener {
  /** The user moves the map by hand. */
  dragged(): void;
  zoomed(): void;
  tapped(at: Point, reach: number): void;
  hovered(at: Point | undefined): void;
}

const TAP_PIXELS = 6;
const KEY_PAN_PIXELS = 80;

/** Mouse, touch, pen, wheel and keyboard on the canvas, turned into movements of the camera. */
export class Gestures {
  private readonly pointers = new Map<number, Point>();
  private travelled = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly camera: Camera,
    private readonly listener: GestureListener,
  ) {
    canvas.addEventListener('pointerdown', (event) => this.down(event));
    canvas.addEventListener('pointermove', (event) => this.move(event));
    canvas.addEventListener('pointerup', (event) => this.up(event));
    canvas.addEventListener('pointercancel', (event) => this.pointers.delete(event.pointerId));
    canvas.addEventListener('pointerleave', () => listener.hovered(undefined));
    canvas.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    canvas.addEventListener('keydown', (event) => this.key(event));
  }

  private down(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    if (this.pointers.size === 0) this.travelled = 0;
    this.pointers.set(event.pointerId, at(event));
  }

  private move(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    const now = at(event);
    if (!before) {
      if (event.pointerType === 'mouse') this.listener.hovered(now);
      return;
    }
    this.travelled += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...this.pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.pointers.set(event.pointerId, now);
    if (other) this.pinch(before, now, other);
    else if (this.travelled > TAP_PIXELS) {
      this.listener.dragged();
      this.camera.pan(now.x - before.x, now.y - before.y);
    }
  }

  private pinch(before: Point, now: Point, other: Point): void {
    const spread = (a: Point) => Math.max(20, Math.hypot(a.x - other.x, a.y - other.y));
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    this.listener.dragged();
    this.camera.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    this.camera.zoom(spread(now) / spread(before), middle);
  }

  private up(event: PointerEvent): void {
    const tap = this.pointers.size === 1 && this.travelled <= TAP_PIXELS;
    if (this.pointers.delete(event.pointerId) && tap) {
      this.listener.tapped(at(event), event.pointerType === 'mouse' ? 14 : 26);
    }
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 16 : event.deltaY;
    // A trackpad's pinch comes as a wheel with ctrlKey and small steps.
    const strength = event.ctrlKey ? 0.01 : 0.0016;
    this.listener.zoomed();
    this.camera.zoom(Math.exp(-Math.max(-240, Math.min(240, pixels)) * strength), at(event));
  }

  private key(event: KeyboardEvent): void {
    const { camera } = this;
    const pan = PANS[event.key];
    const zoom = ZOOMS[event.key];
    if (pan) {
      this.listener.dragged();
      camera.pan(pan[0] * KEY_PAN_PIXELS, pan[1] * KEY_PAN_PIXELS);
    } else if (zoom) {
      this.listener.zoomed();
      camera.zoom(zoom, camera.middle());
    } else if (event.key === 'Enter') this.listener.tapped(camera.middle(), Infinity);
    else return;
    event.preventDefault();
  }
}

const PANS: Record<string, [number, number]> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const ZOOMS: Record<string, number> = { '+': 1.5, '=': 1.5, '-': 1 / 1.5 };

function at(event: MouseEvent): Point {
  return { x: event.offsetX, y: event.offsetY };
}
