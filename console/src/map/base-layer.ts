import { boroughs, stations, tracks } from '../city/places';
import type { Point } from '../city/projection';
import type { Camera } from './camera';
import type { Palette } from './palette';

/** Drawn beyond the viewport on each side, so that a moving camera mostly moves a picture. */
const MARGIN = 0.25;
const STATION_NAMES_FROM_SCALE = 0.085;
const PLACE_NAMES_UNTIL_SCALE = 0.085;

/** What does not move: boroughs, tracks, stations. Kept as a picture and drawn anew only where that does not do. */
export class BaseLayer {
  private readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('2d', { alpha: false })!;
  private readonly land = boroughs.map(({ rings }) => pathOf(rings, true));
  private readonly lines = tracks.map(({ color, lines }) => ({ color, path: pathOf(lines, false) }));
  private drawn: { left: number; top: number; scale: number; width: number; height: number; ratio: number } | undefined;

  /** Draws anew the next time: the theme changed. */
  invalidate(): void {
    this.drawn = undefined;
  }

  draw(target: CanvasRenderingContext2D, camera: Camera, palette: Palette, ratio: number): void {
    if (!this.covers(camera, ratio)) this.render(camera, palette, ratio);
    const { left, top, scale } = this.drawn!;
    const corner = camera.toScreen({ x: left, y: top });
    const zoom = camera.scale / scale;
    target.setTransform(1, 0, 0, 1, 0, 0);
    target.drawImage(
      this.canvas,
      Math.round(corner.x * ratio),
      Math.round(corner.y * ratio),
      this.canvas.width * zoom,
      this.canvas.height * zoom,
    );
  }

  private covers(camera: Camera, ratio: number): boolean {
    const { drawn } = this;
    if (!drawn || drawn.ratio !== ratio || drawn.width !== camera.width || drawn.height !== camera.height) return false;
    if (Math.abs(drawn.scale / camera.scale - 1) > 1e-6) return false;
    const { x, y } = camera.toScreen({ x: drawn.left, y: drawn.top });
    const { width, height } = camera;
    return x <= 0 && y <= 0 && x + width * (1 + 2 * MARGIN) >= width && y + height * (1 + 2 * MARGIN) >= height;
  }

  private render(camera: Camera, palette: Palette, ratio: number): void {
    const { width, height, scale } = camera;
    const { x: left, y: top } = camera.toPlane({ x: -width * MARGIN, y: -height * MARGIN });
    this.drawn = { left, top, scale, width, height, ratio };
    const { canvas, context } = this;
    canvas.width = Math.ceil(width * (1 + 2 * MARGIN) * ratio);
    canvas.height = Math.ceil(height * (1 + 2 * MARGIN) * ratio);
    context.fillStyle = palette.water;
    context.fillRect(0, 0, canvas.width, canvas.height);
    const zoom = scale * ratio;
    context.setTransform(zoom, 0, 0, zoom, -left * zoom, -top * zoom);
    context.lineJoin = 'round';
    context.lineCap = 'round';
    this.drawLand(palette, scale);
    this.drawTracks(palette, scale);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const place = ({ x, y }: Point): Point => ({ x: (x - left) * scale, y: (y - top) * scale });
    if (scale < PLACE_NAMES_UNTIL_SCALE) this.drawPlaceNames(palette, scale, place);
    this.drawStations(palette, scale, place, { width: width * (1 + 2 * MARGIN), height: height * (1 + 2 * MARGIN) });
  }

  private drawLand(palette: Palette, scale: number): void {
    const { context } = this;
    context.fillStyle = palette.land;
    context.strokeStyle = palette.shore;
    context.lineWidth = 1 / scale;
    for (const path of this.land) {
      context.fill(path);
      context.stroke(path);
    }
  }

  private drawTracks(palette: Palette, scale: number): void {
    const { context } = this;
    context.globalAlpha = palette.trackOpacity;
    context.lineWidth = Math.min(4, Math.max(1.25, scale * 45)) / scale;
    for (const { color, path } of this.lines) {
      context.strokeStyle = `color-mix(in srgb, ${color}, white ${palette.trackTint})`;
      context.stroke(path);
    }
    context.globalAlpha = 1;
  }

  private drawPlaceNames(palette: Palette, scale: number, place: (at: Point) => Point): void {
    const { context } = this;
    const size = Math.round(Math.min(15, Math.max(10, 8 + scale * 160)));
    context.font = `600 ${size}px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.letterSpacing = '0.14em';
    context.fillStyle = palette.place;
    for (const { name, label } of boroughs) {
      const { x, y } = place(label);
      context.fillText(name.toUpperCase(), x, y);
    }
    context.letterSpacing = '0px';
  }

  private drawStations(palette: Palette, scale: number, place: (at: Point) => Point, area: { width: number; height: number }): void {
    const { context } = this;
    const radius = Math.min(4.5, Math.max(0.9, scale * 40));
    const named = scale >= STATION_NAMES_FROM_SCALE;
    context.fillStyle = palette.land;
    context.strokeStyle = palette.station;
    context.lineWidth = radius > 2 ? 1.5 : 0.75;
    const visible = stations
      .map(({ name, at }) => ({ name, ...place(at) }))
      .filter(({ x, y }) => x > -80 && y > -20 && x < area.width + 80 && y < area.height + 20);
    context.beginPath();
    for (const { x, y } of visible) {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fill();
    context.stroke();
    if (named) this.drawStationNames(palette, radius, visible);
  }

  /** Names that would lie on another one are left out. */
  private drawStationNames(palette: Palette, radius: number, visible: { name: string; x: number; y: number }[]): void {
    const { context } = this;
    context.font = `500 11px ${getComputedStyle(document.body).fontFamily}`;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.fillStyle = palette.stationText;
    context.strokeStyle = palette.land;
    context.lineWidth = 3;
    const taken: { left: number; top: number; right: number; bottom: number }[] = [];
    for (const { name, x, y } of visible) {
      const left = x + radius + 5;
      const box = { left, top: y - 8, right: left + context.measureText(name).width + 6, bottom: y + 8 };
      const overlaps = (it: typeof box) =>
        it.left < box.right && box.left < it.right && it.top < box.bottom && box.top < it.bottom;
      if (taken.some(overlaps)) continue;
      taken.push(box);
      context.strokeText(name, left, y);
      context.fillText(name, left, y);
    }
  }
}

function pathOf(lines: readonly (readonly Point[])[], closed: boolean): Path2D {
  const path = new Path2D();
  for (const line of lines) {
    line.forEach(({ x, y }, i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
    if (closed) path.closePath();
  }
  return path;
}
