/** A schedule as the server HTTP API answers it (docs/timed-pushes.md). */
export interface Schedule {
  id: string;
  channels: string[];
  at?: string;
  every?: string;
  cron?: string;
  timezone?: string;
  paused: boolean;
  next?: string;
}

/** What the form says: when in one of the four ways. */
export interface Draft {
  channel: string;
  text: string;
  kind: 'in' | 'at' | 'every' | 'cron';
  when: string;
}

/** When it occurs, in words of the API. */
export function timing({ at, every, cron, timezone }: Schedule): string {
  if (every) return `every ${every}`;
  const zone = timezone && timezone !== 'UTC' ? ` ${timezone}` : ' UTC';
  return cron ? `cron ${cron}${zone}` : `once, ${(at ?? '').replace('T', ' ')}${zone}`;
}

/** Its next occurrence by the reader's clock. */
export function nextTime({ paused, next }: Schedule, format: (epochMs: number) => string): string {
  if (paused) return 'paused';
  return next ? format(Date.parse(next)) : 'no more';
}

/** The request that creates the schedule; times are the reader's. */
export function request({ channel, text, kind, when }: Draft, timezone: string): Record<string, unknown> {
  return { channel, data: { text }, [kind]: when, ...(kind === 'at' || kind === 'cron' ? { timezone } : {}) };
}
