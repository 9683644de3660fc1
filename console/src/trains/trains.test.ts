import { describe, expect, it } from 'vitest';
import { Fleet } from './fleet';
import { Playhead } from './playhead';
import { positionIn, type Position } from './position';
import { Samples, turn } from './samples';

const position = (time: number, change: Partial<Position> = {}): Position => ({
  trip: 't1',
  route: 'A',
  headsign: 'Far Rockaway-Mott Av',
  direction: 1,
  latitude: 40.72,
  longitude: -73.96,
  bearing: 90,
  time,
  ...change,
});

describe('samples', () => {
  const samples = (...points: [time: number, x: number][]): Samples => {
    const all = new Samples();
    for (const [time, x] of points) all.add({ time, x, y: 0, bearing: 90 });
    return all;
  };

  it('lie on the straight line between two positions', () => {
    expect(samples([1_000, 0], [2_000, 20]).at(1_250)).toMatchObject({ x: 5, y: 0 });
  });

  it('rest before the first position and after the last', () => {
    const two = samples([1_000, 0], [2_000, 20]);
    expect(two.at(500)?.x).toBe(0);
    expect(two.at(9_000)?.x).toBe(20);
    expect(new Samples().at(0)).toBeUndefined();
  });

  it('take a position once, whichever channel brings it', () => {
    const one = samples([1_000, 0]);
    expect(one.add({ time: 1_000, x: 0, y: 0, bearing: 90 })).toBe(false);
    expect(one.all).toHaveLength(1);
  });

  it('begin anew where a trip begins anew elsewhere', () => {
    const one = samples([5_000, 0]);
    expect(one.add({ time: 1_000, x: 9_000, y: 0, bearing: 90 })).toBe(true);
    expect(one.all).toHaveLength(1);
  });

  it('keep three minutes', () => {
    const long = samples(...Array.from({ length: 400 }, (_, i): [number, number] => [i * 1_000, i]));
    expect(long.all).toHaveLength(180);
    expect(long.last?.time).toBe(399_000);
  });

  it('know the speed, and that one position has none', () => {
    expect(samples([0, 0], [1_000, 15], [2_000, 30], [3_000, 45]).speedAt(3_000)).toBeCloseTo(15);
    expect(samples([0, 0]).speedAt(0)).toBeUndefined();
  });

  it('give a thinned tail', () => {
    const tail = samples([0, 0], [1_000, 1], [2_000, 2], [3_000, 3], [4_000, 4]).between(0, 4_000, 2_000);
    expect(tail.map(({ time }) => time)).toEqual([1_000, 3_000]);
  });

  it('turn the short way round', () => {
    expect(turn(350, 10, 0.5)).toBe(0);
    expect(turn(10, 350, 0.25)).toBe(5);
  });
});

describe('playhead', () => {
  const seconds = (playhead: Playhead, from: number, to: number, latency: number): number[] => {
    const lags: number[] = [];
    for (let now = from; now < to; now += 20) {
      if (now % 1_000 === 0) for (let i = 0; i < 100; i++) playhead.observe(now - latency, now);
      lags.push(now - playhead.advance(now));
    }
    return lags;
  };

  it('shows what is one interval and the latency ago', () => {
    expect(seconds(new Playhead(), 0, 3_000, 200).at(-1)).toBe(1_260);
  });

  it('adapts to a longer latency without running backwards', () => {
    const playhead = new Playhead();
    seconds(playhead, 0, 3_000, 100);
    const lags = seconds(playhead, 3_000, 30_000, 600);
    expect(lags.at(-1)).toBeCloseTo(1_660);
    for (let i = 1; i < lags.length; i++) expect(lags[i]! - lags[i - 1]!).toBeLessThan(20);
  });

  it('does not mind clocks that disagree', () => {
    expect(seconds(new Playhead(), 0, 3_000, -3_600_000).at(-1)).toBe(-3_598_940);
  });

  it('knows the median latency once there is one', () => {
    const playhead = new Playhead();
    expect(playhead.medianLatency).toBeUndefined();
    for (const latency of [10, 30, 20]) playhead.observe(0, latency);
    expect(playhead.medianLatency).toBe(20);
  });
});

describe('fleet', () => {
  it('forgets a train that fell silent, but not the followed one', () => {
    const fleet = new Fleet();
    fleet.accept(position(0), 0);
    fleet.accept(position(0, { trip: 't2' }), 0);
    fleet.prune(12_001, 't2');
    expect([...fleet.trains()].map(({ trip }) => trip)).toEqual(['t2']);
  });

  it('forgives silence while the connection was away', () => {
    const fleet = new Fleet();
    fleet.accept(position(0), 0);
    fleet.hearAgain(60_000);
    fleet.prune(61_000, undefined);
    expect(fleet.size).toBe(1);
  });

  it('fades a train in and out', () => {
    const fleet = new Fleet();
    fleet.accept(position(0), 0);
    const train = fleet.get('t1')!;
    expect([0, 300, 5_000, 11_700, 13_000].map((now) => fleet.presence(train, now))).toEqual([0, 0.5, 1, 0.5, 0]);
  });

  it('drops the trains of a line that is switched off', () => {
    const fleet = new Fleet();
    fleet.accept(position(0), 0);
    fleet.accept(position(0, { trip: 't2', route: 'C' }), 0);
    fleet.removeRoute('A', undefined);
    expect(fleet.size).toBe(1);
  });
});

describe('position', () => {
  it('is only what can be drawn', () => {
    expect(positionIn(position(1))).toEqual(position(1));
    expect(positionIn({ trip: 't', route: 'A', latitude: 1, longitude: 2, time: 3 })).toMatchObject({ bearing: 0, headsign: '' });
    for (const other of [null, undefined, 'Hello', 42, {}, { ...position(1), latitude: 'north' }]) {
      expect(positionIn(other)).toBeUndefined();
    }
  });
});
