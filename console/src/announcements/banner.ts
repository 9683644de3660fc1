import type { LogPublication } from '../connection/log-channel';
import { byId, setText } from '../ui/dom';
import { hourAndMinute } from '../ui/format';

/** The newest announcement, until it is dismissed or a newer one comes. */
export class Banner {
  private readonly banner = byId('announcement');
  private newest = -1;

  constructor() {
    byId('announcement-dismiss').addEventListener('click', () => (this.banner.hidden = true));
  }

  show({ data, offset }: LogPublication): void {
    const { text, time } = (data ?? {}) as { text?: unknown; time?: unknown };
    const shown = typeof data === 'string' ? data : text;
    if (typeof shown !== 'string' || (offset ?? Infinity) < this.newest) return;
    this.newest = offset ?? this.newest;
    setText(byId('announcement-text'), shown);
    const when = typeof time === 'number' || typeof time === 'string' ? new Date(time) : undefined;
    setText(byId('announcement-time'), when && !Number.isNaN(when.getTime()) ? hourAndMinute(when.getTime()) : '');
    this.banner.hidden = false;
  }
}
