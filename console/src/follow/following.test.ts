import { describe, expect, it } from 'vitest';
import { addressOf, tripIn } from './following';

describe('the address', () => {
  it('names the followed train', () => {
    expect(tripIn('#vehicle=040100_A..S58R')).toBe('040100_A..S58R');
    expect(tripIn(addressOf('a b&c=#%'))).toBe('a b&c=#%');
  });

  it('names none', () => {
    for (const hash of ['', '#', '#vehicle=', '#other']) expect(tripIn(hash)).toBeUndefined();
  });
});
