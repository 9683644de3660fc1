import { describe, expect, it } from 'vitest';
import { messageIn, placeByOffset } from './message';

describe('message', () => {
  it('is a text with a name', () => {
    expect(messageIn({ text: 'Hello', name: ' Ada ' })).toEqual({ text: 'Hello', name: 'Ada' });
  });

  it('is a plain string, as onMessage sends it', () => {
    expect(messageIn('Hello')).toEqual({ text: 'Hello', name: undefined });
  });

  it('is any other JSON as it stands', () => {
    expect(messageIn({ a: [1] })).toEqual({ text: '{"a":[1]}', name: undefined });
    expect(messageIn(null)).toEqual({ text: 'null', name: undefined });
    expect(messageIn({ text: 'x', name: 7 })).toEqual({ text: 'x', name: undefined });
  });

  it('takes its place by its offset, history after live ones too', () => {
    expect(placeByOffset([1, 2, 5], 3)).toBe(2);
    expect(placeByOffset([1, 2, 5], 6)).toBe(3);
    expect(placeByOffset([1, 2, 5], undefined)).toBe(3);
    expect(placeByOffset([], 1)).toBe(0);
  });
});
