import { describe, expect, it } from 'vitest';
import { crossingIn, Feed, type Crossing } from './crossing';

const crossing = (time: number): Crossing => ({
  event: 'enter',
  fence: 'queens',
  fenceName: 'Queens',
  trip: 't1',
  route: 'E',
  headsign: 'Jamaica Center-Parsons/Archer',
  time,
});

describe('feed', () => {
  it('is in order of time, the newest first, though five histories arrive one after the other', () => {
    const feed = new Feed(10);
    expect([3, 1, 2].map((time) => feed.add(crossing(time)))).toEqual([0, 1, 1]);
    expect(feed.crossings.map(({ time }) => time)).toEqual([3, 2, 1]);
  });

  it('has a train leave before it enters', () => {
    const feed = new Feed(10);
    feed.add(crossing(1));
    expect(feed.add({ ...crossing(1), event: 'exit', fence: 'brooklyn' })).toBe(1);
    expect(feed.add({ ...crossing(1), trip: 't2' })).toBe(0);
  });

  it('lets the oldest go, and does not take what is older still', () => {
    const feed = new Feed(2);
    for (const time of [1, 2, 3]) feed.add(crossing(time));
    expect(feed.crossings.map(({ time }) => time)).toEqual([3, 2]);
    expect(feed.add(crossing(1))).toBe(-1);
  });
});

describe('crossing', () => {
  it('is what the geofences publish', () => {
    expect(crossingIn(crossing(1))).toEqual(crossing(1));
    expect(crossingIn({ event: 'exit', fence: 'queens', trip: 't', time: 1 })?.fenceName).toBe('queens');
    for (const other of [null, 'Hello', { ...crossing(1), event: 'dwell' }]) expect(crossingIn(other)).toBeUndefined();
  });
});
