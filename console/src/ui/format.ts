const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const shortClock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });

export const timeOfDay = (epochMs: number): string => clock.format(epochMs);
export const hourAndMinute = (epochMs: number): string => shortClock.format(epochMs);

export function duration(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1_000) return `${whole} ms`;
  return whole < 60_000 ? `${(whole / 1_000).toFixed(1)} s` : `${Math.round(whole / 60_000)} min`;
}

export function size(bytes: number): string {
  return bytes < 1_000 ? `${bytes} B` : `${(bytes / 1_000).toFixed(1)} kB`;
}

/** Miles per hour where the reader's country uses them. */
export function speed(metresPerSecond: number, locale: string): string {
  const miles = /-(US|GB|LR|MM)$/i.test(locale);
  return miles ? `${Math.round(metresPerSecond * 2.23694)} mph` : `${Math.round(metresPerSecond * 3.6)} km/h`;
}

const COMPASS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];

export function compass(bearing: number): string {
  return COMPASS[Math.round((((bearing % 360) + 360) % 360) / 45) % 8]!;
}
