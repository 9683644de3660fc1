import { expect, it } from 'vitest';
import { compass, duration, size, speed } from './format';

it('writes durations, sizes and speeds as one says them', () => {
  expect([-5, 84, 1_240, 180_000].map(duration)).toEqual(['0 ms', '84 ms', '1.2 s', '3 min']);
  expect([12, 4_321].map(size)).toEqual(['12 B', '4.3 kB']);
  expect(['en-US', 'de-DE'].map((locale) => speed(10, locale))).toEqual(['22 mph', '36 km/h']);
});

it('names the nearest point of the compass', () => {
  expect([0, 44, 359, 225, -90].map(compass)).toEqual(['north', 'north-east', 'north', 'south-west', 'west']);
});
