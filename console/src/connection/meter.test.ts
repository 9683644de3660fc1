import { describe, expect, it } from 'vitest';
import { Meter, messagesIn } from './meter';

describe('meter', () => {
  it('counts the objects of a frame', () => {
    expect(['{}', '{}\n{}', '{}\n{}\n', ''].map(messagesIn)).toEqual([1, 2, 2, 0]);
  });

  it('tells messages per second over the last three', () => {
    const meter = new Meter();
    expect(meter.perSecond).toBe(0);
    for (const count of [90, 3, 6, 9]) {
      for (let i = 0; i < count; i++) meter.countFrame('{}');
      meter.tick();
    }
    expect(meter.perSecond).toBe(6);
  });
});
