import { byId, el, setText } from '../ui/dom';
import { nextTime, request, timing, type Draft, type Schedule } from './schedule';
import type { ScheduleApi } from './schedule-api';

const REFRESH_MS = 5_000;
const format = (epochMs: number): string => new Date(epochMs).toLocaleString();

/** The schedules with their next occurrence; creates and cancels them. It asks for the API key, as a back end has it. */
export class SchedulesDialog {
  private readonly dialog = byId<HTMLDialogElement>('schedules');
  private readonly form = byId<HTMLFormElement>('schedule-form');
  private readonly key = byId<HTMLInputElement>('schedule-key');
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly api: ScheduleApi) {
    for (const button of document.querySelectorAll('[data-schedules]')) button.addEventListener('click', () => this.open());
    byId('schedules-close').addEventListener('click', () => this.dialog.close());
    this.dialog.addEventListener('close', () => clearInterval(this.timer));
    this.key.addEventListener('change', () => void this.refresh());
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.attempt(() => this.api.create(request(this.draft(), Intl.DateTimeFormat().resolvedOptions().timeZone)));
    });
  }

  private open(): void {
    this.dialog.showModal();
    void this.refresh();
    this.timer = setInterval(() => void this.refresh(), REFRESH_MS);
  }

  private draft(): Draft {
    const fields = new FormData(this.form);
    const field = (name: string): string => String(fields.get(name) ?? '').trim();
    return { channel: field('channel'), text: field('text'), kind: field('kind') as Draft['kind'], when: field('when') };
  }

  private refresh(): Promise<void> {
    return this.attempt(() => Promise.resolve());
  }

  /** Does something, and shows what there is then, or why it did not work. */
  private async attempt(change: () => Promise<void>): Promise<void> {
    const problem = byId('schedule-problem');
    this.api.key = this.key.value;
    try {
      if (this.api.key) {
        await change();
        this.show(await this.api.list());
      }
      problem.hidden = true;
    } catch (error) {
      setText(problem, error instanceof Error ? error.message : String(error));
      problem.hidden = false;
    }
  }

  private show(schedules: Schedule[]): void {
    byId('schedules-empty').hidden = schedules.length > 0;
    byId('schedule-list').replaceChildren(...schedules.map((schedule) => this.row(schedule)));
  }

  private row(schedule: Schedule): HTMLElement {
    const cancel = el('button', { type: 'button', class: 'text-button' }, 'Cancel');
    cancel.setAttribute('aria-label', `Cancel ${schedule.id}`);
    cancel.addEventListener('click', () => void this.attempt(() => this.api.cancel(schedule.id)));
    return el(
      'li',
      { 'data-schedule': schedule.id },
      el('b', {}, schedule.channels.join(', ')),
      el('span', { class: 'quiet' }, timing(schedule)),
      el('time', schedule.next ? { datetime: schedule.next } : {}, nextTime(schedule, format)),
      cancel,
    );
  }
}
