import type { Route } from '../city/route';

/** From this radius on, a train carries its route's letter. */
export const LABEL_FROM_RADIUS = 6.5;

/** Radius of a train in pixels: a dot over the whole city, a bullet in a neighbourhood. */
export function trainRadius(scale: number): number {
  const exact = Math.min(12, Math.max(2.5, 3.25 + Math.log2(scale / 0.018) * 2.3));
  return Math.round(exact * 2) / 2;
}

/** Pictures of the trains, painted once per route and size: copying one is what makes 60 frames a second cheap. */
export class Sprites {
  private readonly pictures = new Map<string, HTMLCanvasElement>();

  /** The theme changed. */
  clear(): void {
    this.pictures.clear();
  }

  bullet(route: Route, radius: number, ratio: number, halo: string): HTMLCanvasElement {
    return this.picture(`${route.id} ${radius} ${ratio}`, (radius + 3) * 2 * ratio, (context) => {
      const middle = (radius + 3) * ratio;
      context.translate(middle, middle);
      context.scale(ratio, ratio);
      outline(context, route, radius + (radius < LABEL_FROM_RADIUS ? 1 : 1.75));
      context.fillStyle = halo;
      context.fill();
      outline(context, route, radius);
      context.fillStyle = route.color;
      context.fill();
      if (radius < LABEL_FROM_RADIUS) return;
      const size = radius * (route.label.length > 1 ? 1.02 : 1.4) * (route.diamond ? 0.88 : 1);
      context.font = `700 ${size}px "Helvetica Neue", Helvetica, Arial, sans-serif`;
      context.textAlign = 'center';
      context.textBaseline = 'alphabetic';
      context.fillStyle = route.ink;
      const { actualBoundingBoxAscent: ascent, actualBoundingBoxDescent: descent } = context.measureText(route.label);
      context.fillText(route.label, 0, (ascent - descent) / 2);
    });
  }

  /** A tip that points north, to be rotated; its middle is the train's. */
  tip(route: Route, radius: number, ratio: number, halo: string): HTMLCanvasElement {
    return this.picture(`tip ${route.color} ${radius} ${ratio}`, (radius + 9) * 2 * ratio, (context) => {
      const middle = (radius + 9) * ratio;
      context.translate(middle, middle);
      context.scale(ratio, ratio);
      context.beginPath();
      context.moveTo(0, -radius - 7.5);
      context.lineTo(radius * 0.62, -radius + 0.5);
      context.lineTo(-radius * 0.62, -radius + 0.5);
      context.closePath();
      context.lineJoin = 'round';
      context.strokeStyle = halo;
      context.lineWidth = 3;
      context.stroke();
      context.fillStyle = route.color;
      context.fill();
    });
  }

  private picture(key: string, side: number, paint: (context: CanvasRenderingContext2D) => void): HTMLCanvasElement {
    let canvas = this.pictures.get(key);
    if (!canvas) {
      canvas = document.createElement('canvas');
      canvas.width = canvas.height = Math.ceil(side);
      paint(canvas.getContext('2d')!);
      this.pictures.set(key, canvas);
    }
    return canvas;
  }
}

function outline(context: CanvasRenderingContext2D, route: Route, radius: number): void {
  context.beginPath();
  if (route.diamond && radius >= LABEL_FROM_RADIUS) {
    const half = radius * 1.2;
    context.moveTo(0, -half);
    context.lineTo(half, 0);
    context.lineTo(0, half);
    context.lineTo(-half, 0);
    context.closePath();
  } else {
    context.arc(0, 0, radius, 0, 2 * Math.PI);
  }
}
