import type { Fleet, Train } from '../trains/fleet';
import type { Sample } from '../trains/samples';
import type { Camera } from './camera';
import type { Palette } from './palette';
import { LABEL_FROM_RADIUS, Sprites, trainRadius } from './sprites';

const TAIL_MS = 30_000;
const TAIL_STEP_MS = 8_000;
const EDGE = 40;

/** A train and where it was drawn, in pixels of the viewport. */
export interface DrawnTrain {
  readonly train: Train;
  readonly x: number;
  readonly y: number;
  readonly at: Sample;
  readonly presence: number;
}

export interface Moment {
  readonly now: number;
  /** The moment the positions are shown for. */
  readonly playTime: number;
  readonly followed: string | undefined;
  readonly online: boolean;
  readonly calm: boolean;
}

/** What moves: the trains with a short tail of where they come from, and the followed one with its whole trail. */
export class TrainLayer {
  private readonly sprites = new Sprites();
  /** What the last frame shows, to be hit by a pointer. */
  drawn: DrawnTrain[] = [];

  constructor(private readonly fleet: Fleet) {}

  invalidate(): void {
    this.sprites.clear();
  }

  draw(context: CanvasRenderingContext2D, camera: Camera, palette: Palette, ratio: number, moment: Moment): void {
    this.drawn = this.locate(camera, moment);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const dimmed = moment.online ? 1 : 0.45;
    this.drawTails(context, camera, moment, dimmed);
    const followed = this.drawn.find(({ train }) => train.trip === moment.followed);
    if (followed) this.drawTrail(context, camera, palette, followed, moment);
    const radius = trainRadius(camera.scale);
    for (const it of this.drawn) {
      if (it === followed) continue;
      context.globalAlpha = it.presence * dimmed;
      this.drawTrain(context, it, radius, palette, ratio);
    }
    context.globalAlpha = 1;
    if (followed) {
      this.drawRing(context, followed, radius + 2, moment);
      this.drawTrain(context, followed, radius + 2, palette, ratio);
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  private locate(camera: Camera, { now, playTime, online }: Moment): DrawnTrain[] {
    const drawn: DrawnTrain[] = [];
    for (const train of this.fleet.trains()) {
      const at = train.samples.at(playTime);
      if (!at) continue;
      const { x, y } = camera.toScreen(at);
      if (x < -EDGE || y < -EDGE || x > camera.width + EDGE || y > camera.height + EDGE) continue;
      drawn.push({ train, x, y, at, presence: online ? this.fleet.presence(train, now) : 1 });
    }
    return drawn;
  }

  private drawTails(context: CanvasRenderingContext2D, camera: Camera, { playTime }: Moment, dimmed: number): void {
    const byColor = new Map<string, Path2D>();
    for (const { train, x, y } of this.drawn) {
      let path = byColor.get(train.route.color);
      if (!path) byColor.set(train.route.color, (path = new Path2D()));
      path.moveTo(x, y);
      const tail = train.samples.between(playTime - TAIL_MS, playTime, TAIL_STEP_MS);
      for (let i = tail.length - 1; i >= 0; i--) {
        const point = camera.toScreen(tail[i]!);
        path.lineTo(point.x, point.y);
      }
    }
    // Round joins take noticeably longer to paint, and cannot be told apart at this width.
    context.lineJoin = 'bevel';
    context.lineCap = 'butt';
    context.globalAlpha = 0.5 * dimmed;
    context.lineWidth = Math.min(5, trainRadius(camera.scale) * 0.7);
    for (const [color, path] of byColor) {
      context.strokeStyle = color;
      context.stroke(path);
    }
    context.globalAlpha = 1;
  }

  private drawTrail(context: CanvasRenderingContext2D, camera: Camera, palette: Palette, followed: DrawnTrain, { playTime }: Moment): void {
    context.lineJoin = 'round';
    context.lineCap = 'round';
    const path = new Path2D();
    for (const sample of followed.train.samples.between(-Infinity, playTime)) {
      const { x, y } = camera.toScreen(sample);
      path.lineTo(x, y);
    }
    path.lineTo(followed.x, followed.y);
    context.strokeStyle = palette.halo;
    context.lineWidth = 8;
    context.stroke(path);
    context.strokeStyle = followed.train.route.color;
    context.lineWidth = 4.5;
    context.stroke(path);
  }

  private drawRing(context: CanvasRenderingContext2D, { x, y, train }: DrawnTrain, radius: number, { now, calm }: Moment): void {
    const beat = calm ? 0.35 : (now % 2_000) / 2_000;
    context.beginPath();
    context.arc(x, y, radius + 4 + beat * 16, 0, 2 * Math.PI);
    context.strokeStyle = train.route.color;
    context.globalAlpha = (1 - beat) * 0.8;
    context.lineWidth = 2.5;
    context.stroke();
    context.globalAlpha = 1;
  }

  private drawTrain(context: CanvasRenderingContext2D, { train, x, y, at }: DrawnTrain, radius: number, palette: Palette, ratio: number): void {
    if (radius >= LABEL_FROM_RADIUS) {
      const tip = this.sprites.tip(train.route, radius, ratio, palette.halo);
      const side = (radius + 9) * 2;
      const turned = (at.bearing * Math.PI) / 180;
      const [cos, sin] = [Math.cos(turned) * ratio, Math.sin(turned) * ratio];
      context.setTransform(cos, sin, -sin, cos, x * ratio, y * ratio);
      context.drawImage(tip, -side / 2, -side / 2, side, side);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
    }
    const side = (radius + 3) * 2;
    context.drawImage(this.sprites.bullet(train.route, radius, ratio, palette.halo), x - side / 2, y - side / 2, side, side);
  }
}
