import { describe, expect, it } from 'vitest';
import { nextTime, request, timing, type Schedule } from './schedule';

const schedule = (more: Partial<Schedule>): Schedule => ({ id: 's', channels: ['chat:lobby'], paused: false, ...more });

describe('schedule', () => {
  it('says when it occurs', () => {
    expect(timing(schedule({ every: '10m' }))).toBe('every 10m');
    expect(timing(schedule({ cron: '0 9 ? * MON *', timezone: 'America/New_York' }))).toBe('cron 0 9 ? * MON * America/New_York');
    expect(timing(schedule({ at: '2026-12-01T09:00', timezone: 'UTC' }))).toBe('once, 2026-12-01 09:00 UTC');
  });

  it('says its next occurrence', () => {
    const format = (time: number): string => new Date(time).toISOString();
    expect(nextTime(schedule({ next: '2026-12-01T09:00:00Z' }), format)).toBe('2026-12-01T09:00:00.000Z');
    expect(nextTime(schedule({ paused: true }), format)).toBe('paused');
    expect(nextTime(schedule({}), format)).toBe('no more');
  });

  it('is asked for in one of four ways', () => {
    const draft = { channel: 'chat:lobby', text: 'Hello' };
    expect(request({ ...draft, kind: 'in', when: '10m' }, 'Europe/Paris')).toEqual({ channel: 'chat:lobby', data: { text: 'Hello' }, in: '10m' });
    expect(request({ ...draft, kind: 'cron', when: '0 9 * * ? *' }, 'Europe/Paris')).toEqual({
      channel: 'chat:lobby',
      data: { text: 'Hello' },
      cron: '0 9 * * ? *',
      timezone: 'Europe/Paris',
    });
  });
});
