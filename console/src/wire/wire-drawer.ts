import { byId, el, setText } from '../ui/dom';
import { size, timeOfDay } from '../ui/format';
import { prettyPrint, summaryOf, tokensOf, type Frame } from './frame';
import type { Recorder } from './recorder';

const SHOWN = 100;

/** The frames on the wire for the curious: a live list, and the chosen frame in full. */
export class WireDrawer {
  private readonly list = byId('wire-list');
  private readonly filter = byId<HTMLInputElement>('wire-filter');
  private readonly pauseButton = byId('wire-pause');
  private paused = false;
  private chosen: Frame | undefined;
  private shown: readonly Frame[] = [];

  constructor(private readonly recorder: Recorder) {
    this.pauseButton.addEventListener('click', () => this.pause(!this.paused));
    byId('wire-clear').addEventListener('click', () => {
      recorder.clear();
      this.choose(undefined);
      this.refresh();
    });
    this.filter.addEventListener('input', () => {
      this.shown = [];
      this.refresh();
      this.showChosen();
    });
  }

  /** To be called a few times a second while the drawer is open. */
  show(): void {
    if (!this.paused) this.refresh();
  }

  private get channel(): string {
    return this.filter.value.trim();
  }

  private refresh(): void {
    const frames = this.recorder.newest(this.channel, SHOWN);
    const unchanged = frames.length === this.shown.length && frames.length > 0 && frames.every((frame, i) => frame === this.shown[i]);
    if (unchanged) return;
    this.shown = frames;
    this.list.replaceChildren(...frames.map((frame) => this.row(frame)));
    byId('wire-empty').hidden = frames.length > 0;
  }

  private row(frame: Frame): HTMLElement {
    const { direction, text, time } = frame;
    const row = el(
      'button',
      { type: 'button', class: `wire-row ${direction}` },
      el('span', { class: 'wire-direction', 'aria-label': direction === 'in' ? 'received' : 'sent' }, direction === 'in' ? '↓' : '↑'),
      el('span', { class: 'wire-time' }, timeOfDay(time)),
      el('span', { class: 'wire-summary' }, summaryOf(this.recorder.partsOf(frame, this.channel))),
      el('span', { class: 'wire-size' }, size(text.length)),
    );
    row.dataset['frame'] = String(frame.number);
    row.setAttribute('aria-pressed', String(frame === this.chosen));
    row.addEventListener('click', () => this.choose(frame));
    return el('li', {}, row);
  }

  /** A frame that someone reads must not run away: choosing one pauses the list. */
  private choose(frame: Frame | undefined): void {
    this.chosen = frame;
    if (frame) this.pause(true);
    for (const row of this.list.querySelectorAll<HTMLElement>('.wire-row')) {
      row.setAttribute('aria-pressed', String(row.dataset['frame'] === String(frame?.number)));
    }
    byId('wire-hint').hidden = frame !== undefined;
    byId('wire-detail').scrollTop = 0;
    this.showChosen();
  }

  private showChosen(): void {
    const { chosen } = this;
    const tokens = chosen ? tokensOf(prettyPrint(this.recorder.partsOf(chosen, this.channel))) : [];
    byId('wire-json').replaceChildren(
      ...tokens.map(({ type, text }) => (type === 'other' ? text : el('span', { class: `json-${type}` }, text))),
    );
  }

  private pause(paused: boolean): void {
    this.paused = paused;
    this.pauseButton.setAttribute('aria-pressed', String(paused));
    setText(this.pauseButton, paused ? 'Resume' : 'Pause');
    if (!paused) this.refresh();
  }
}
