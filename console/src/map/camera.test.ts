import { describe, expect, it } from 'vitest';
import { boundsOf, Camera } from './camera';
import { trainRadius } from './sprites';

const camera = (): Camera => {
  const it = new Camera({ min: { x: -50_000, y: -50_000 }, max: { x: 50_000, y: 50_000 } });
  it.width = 1_000;
  it.height = 800;
  return it;
};

describe('camera', () => {
  it('finds its way back from the screen', () => {
    const it = camera();
    it.pan(37, -12);
    const { x, y } = it.toPlane(it.toScreen({ x: 1_234, y: -567 }));
    expect(x).toBeCloseTo(1_234);
    expect(y).toBeCloseTo(-567);
  });

  it('keeps what is under the pointer there while it zooms', () => {
    const it = camera();
    const under = it.toPlane({ x: 200, y: 300 });
    it.zoom(1.7, { x: 200, y: 300 });
    expect(it.toScreen(under).x).toBeCloseTo(200);
    expect(it.toScreen(under).y).toBeCloseTo(300);
  });

  it('fits an area into what panels leave free', () => {
    const it = camera();
    it.cover({ top: 100, right: 0, bottom: 300, left: 0 });
    it.fit(boundsOf([{ x: -5_000, y: -10_000 }, { x: 5_000, y: 10_000 }]));
    it.advance(0, true);
    expect(it.toScreen({ x: 0, y: -10_000 }).y).toBeCloseTo(100);
    expect(it.toScreen({ x: 0, y: 10_000 }).y).toBeCloseTo(500);
  });

  it('glides to where it is told, and stays', () => {
    const it = camera();
    it.goTo({ x: 4_000, y: 0 }, 0.1);
    it.advance(100, false);
    expect(it.x).toBeGreaterThan(0);
    expect(it.x).toBeLessThan(4_000);
    for (let i = 0; i < 100; i++) it.advance(100, false);
    expect(it.x).toBeCloseTo(4_000, 0);
    expect(it.scale).toBeCloseTo(0.1);
  });

  it('does not leave the city', () => {
    const it = camera();
    it.pan(-1e9, 0);
    it.zoom(1e9, { x: 0, y: 0 });
    expect(it.x).toBeLessThanOrEqual(50_000);
    expect(it.scale).toBeLessThan(1);
  });
});

describe('trains', () => {
  it('grow with the zoom within limits', () => {
    expect(trainRadius(0.001)).toBe(2.5);
    expect(trainRadius(0.02)).toBeLessThan(trainRadius(0.1));
    expect(trainRadius(10)).toBe(12);
  });
});
