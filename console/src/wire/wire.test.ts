import { describe, expect, it } from 'vitest';
import { partsOf, prettyPrint, summaryOf, tokensOf } from './frame';
import { Recorder } from './recorder';

const unknown = (): undefined => undefined;
const push = (channel: string): string => JSON.stringify({ push: { channel, pub: { data: { trip: 't' } } } });

describe('frame', () => {
  it('says what its objects are about', () => {
    const frame = [push('route:A'), '{"push":{"channel":"chat:lobby","join":{"info":{}}}}', '{}', '{"id":3,"publish":{}}', 'oops'].join('\n');
    const parts = partsOf(frame, (id) => (id === 3 ? 'chat:lobby' : undefined));
    expect(parts.map(({ kind, channel }) => ({ kind, channel }))).toEqual([
      { kind: 'publication', channel: 'route:A' },
      { kind: 'join', channel: 'chat:lobby' },
      { kind: 'heartbeat', channel: undefined },
      { kind: 'publish', channel: 'chat:lobby' },
      { kind: 'text', channel: undefined },
    ]);
  });

  it('sums up equal objects', () => {
    const frame = [push('route:A'), push('route:C'), push('route:A'), '{}'].join('\n');
    expect(summaryOf(partsOf(frame, unknown))).toBe('publication route:A ×2, route:C; heartbeat');
  });

  it('is printed object by object, and as it is where it is not JSON', () => {
    expect(prettyPrint(partsOf('{"id":1}\noops\n', unknown))).toBe('{\n  "id": 1\n}\noops');
  });

  it('is coloured without losing a character', () => {
    const json = prettyPrint(partsOf('{"a":"x: \\"y\\"","b":[-1.5,true,null]}', unknown));
    const tokens = tokensOf(json);
    expect(tokens.map(({ text }) => text).join('')).toBe(json);
    expect(tokens.filter(({ type }) => type === 'key').map(({ text }) => text)).toEqual(['"a"', '"b"']);
    expect(tokens.filter(({ type }) => type === 'literal').map(({ text }) => text)).toEqual(['-1.5', 'true', 'null']);
  });
});

describe('recorder', () => {
  it('knows which channel a reply is about by its command', () => {
    const recorder = new Recorder(10);
    recorder.record('out', '{"subscribe":{"channel":"route:A"},"id":2}\n{"subscribe":{"channel":"route:C"},"id":3}', 0);
    recorder.record('in', '{"id":3,"subscribe":{}}', 1);
    expect(recorder.newest('route:C', 5).map(({ number }) => number)).toEqual([2, 1]);
    expect(recorder.newest('route:A', 5).map(({ number }) => number)).toEqual([1]);
  });

  it('shows of a frame what the filter asks for', () => {
    const recorder = new Recorder(3);
    recorder.record('in', [push('route:A'), push('route:C')].join('\n'), 0);
    const [frame] = recorder.newest('route:C', 1);
    expect(recorder.partsOf(frame!, 'route:C').map(({ channel }) => channel)).toEqual(['route:C']);
    expect(recorder.partsOf(frame!, '')).toHaveLength(2);
  });

  it('keeps the newest frames', () => {
    const recorder = new Recorder(3);
    for (let i = 0; i < 20; i++) recorder.record('in', push('route:A'), i);
    expect(recorder.frames.length).toBeLessThanOrEqual(6);
    expect(recorder.newest('', 2).map(({ number }) => number)).toEqual([20, 19]);
  });
});
