import { boroughs, stations } from '../city/places';
import type { Point } from '../city/projection';
import type { Fleet } from '../trains/fleet';
import { byId } from '../ui/dom';
import { BaseLayer } from './base-layer';
import { boundsOf, Camera, type Insets } from './camera';
import { Gestures } from './gestures';
import { onThemeChange, readPalette } from './palette';
import { TrainLayer, type DrawnTrain } from './train-layer';

const FOLLOW_SCALE = 0.12;

/** The map: draws a frame whenever the screen wants one, and says which train was chosen. */
export class CityMap {
  private readonly canvas = byId<HTMLCanvasElement>('map');
  private readonly context = this.canvas.getContext('2d', { alpha: false })!;
  private readonly tooltip = byId('map-tooltip');
  private readonly calm = matchMedia('(prefers-reduced-motion: reduce)');
  private readonly city = boundsOf(stations.map(({ at }) => at));
  private readonly camera = new Camera(boundsOf(boroughs.flatMap(({ rings }) => rings.flat())));
  private readonly base = new BaseLayer();
  private readonly trains: TrainLayer;
  private palette = readPalette();
  private pointer: Point | undefined;
  private drawnAt = 0;
  private followed: string | undefined;
  private centred = false;
  /** The whole city is in view, and stays so when the window changes. */
  private fitted = true;
  online = false;
  onChoose: (trip: string) => void = () => undefined;
  /** Told whether a followed train is kept in the middle: not once the user moves the map by hand. */
  onCentred: (centred: boolean) => void = () => undefined;

  constructor(
    private readonly fleet: Fleet,
    insets: Insets,
  ) {
    this.trains = new TrainLayer(fleet);
    new Gestures(this.canvas, this.camera, {
      dragged: () => this.letGo(),
      zoomed: () => (this.fitted = false),
      tapped: (at, reach) => {
        const hit = this.nearest(at, reach);
        if (hit) this.onChoose(hit.train.trip);
      },
      hovered: (at) => (this.pointer = at),
    });
    new ResizeObserver(() => this.resize()).observe(this.canvas);
    onThemeChange(() => {
      this.palette = readPalette();
      this.base.invalidate();
      this.trains.invalidate();
    });
    byId('zoom-in').addEventListener('click', () => this.step(1.6));
    byId('zoom-out').addEventListener('click', () => this.step(1 / 1.6));
    byId('zoom-fit').addEventListener('click', () => this.fitCity());
    this.camera.cover(insets);
    this.resize();
    this.camera.advance(0, true);
    requestAnimationFrame((time) => this.frame(time));
  }

  /** Space that panels over the map take from it. */
  cover(insets: Insets): void {
    this.camera.cover(insets);
  }

  follow(trip: string | undefined): void {
    const closer = trip !== undefined && this.followed === undefined && this.camera.scale < FOLLOW_SCALE;
    this.followed = trip;
    this.centre(trip !== undefined);
    if (closer) this.camera.goTo(this.camera, FOLLOW_SCALE);
    if (trip === undefined) this.camera.stop();
  }

  /** Keeps the followed train in the middle (again). */
  centre(centred: boolean): void {
    this.centred = centred;
    if (centred) this.fitted = false;
    this.onCentred(centred);
  }

  private step(factor: number): void {
    this.fitted = false;
    this.camera.zoom(factor, this.camera.middle());
  }

  private letGo(): void {
    this.fitted = false;
    if (this.centred) this.centre(false);
  }

  private fitCity(): void {
    this.letGo();
    this.fitted = true;
    this.camera.fit(this.city);
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    const ratio = devicePixelRatio;
    this.canvas.width = Math.round(clientWidth * ratio);
    this.canvas.height = Math.round(clientHeight * ratio);
    this.camera.width = clientWidth;
    this.camera.height = clientHeight;
    if (this.fitted) this.fitCity();
  }

  private frame(time: number): void {
    const elapsed = Math.min(100, time - this.drawnAt);
    this.drawnAt = time;
    const now = Date.now();
    const playTime = this.fleet.playTime(now);
    if (this.followed !== undefined && this.centred) {
      const at = this.fleet.get(this.followed)?.samples.at(playTime);
      if (at) this.camera.goTo(at);
    }
    this.camera.advance(elapsed, this.calm.matches);
    const ratio = devicePixelRatio;
    this.base.draw(this.context, this.camera, this.palette, ratio);
    this.trains.draw(this.context, this.camera, this.palette, ratio, {
      now,
      playTime,
      followed: this.followed,
      online: this.online,
      calm: this.calm.matches,
    });
    this.showHovered();
    requestAnimationFrame((next) => this.frame(next));
  }

  private showHovered(): void {
    const hit = this.pointer && this.nearest(this.pointer, 14);
    this.canvas.classList.toggle('over-train', hit !== undefined);
    this.tooltip.hidden = hit === undefined;
    if (!hit) return;
    const text = `${hit.train.route.id} to ${hit.train.headsign}`;
    if (this.tooltip.textContent !== text) this.tooltip.textContent = text;
    this.tooltip.style.transform = `translate(${Math.round(hit.x)}px, ${Math.round(hit.y)}px) translate(-50%, -190%)`;
  }

  private nearest(at: Point, reach: number): DrawnTrain | undefined {
    let nearest: DrawnTrain | undefined;
    let shortest = reach;
    for (const it of this.trains.drawn) {
      const distance = Math.hypot(it.x - at.x, it.y - at.y);
      if (distance < shortest) [nearest, shortest] = [it, distance];
    }
    return nearest;
  }
}
