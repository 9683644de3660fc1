import type { Centrifuge } from 'centrifuge';
import type { LogPublication } from '../connection/log-channel';
import { byId, el, setText } from '../ui/dom';
import { messageIn, placeByOffset } from './message';

const NAME_KEY = 'downlink.name';
const SHOWN = 200;

/** The lobby: what was said, who is there, and a line to say something. */
export class ChatPanel {
  private readonly list = byId('chat-messages');
  private readonly offsets: (number | undefined)[] = [];
  private readonly input = byId<HTMLInputElement>('chat-input');
  private readonly name = byId<HTMLInputElement>('chat-name');
  private client = '';
  /** Told of every new message that others sent. */
  onMessage: () => void = () => undefined;

  constructor(
    private readonly centrifuge: Centrifuge,
    private readonly channel: string,
  ) {
    this.name.value = localStorage.getItem(NAME_KEY) ?? `Rider ${Math.floor(100 + Math.random() * 900)}`;
    this.name.addEventListener('change', () => this.rename());
    byId('chat-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
    centrifuge.on('connected', ({ client }) => {
      this.client = client;
      this.setOnline(true);
      void this.countPresent();
    });
    centrifuge.on('connecting', () => this.setOnline(false));
    centrifuge.on('disconnected', () => this.setOnline(false));
    centrifuge.on('join', (context) => this.presenceChanged(context.channel));
    centrifuge.on('leave', (context) => this.presenceChanged(context.channel));
  }

  add({ data, info, past, offset }: LogPublication): void {
    const { text, name } = messageIn(data);
    const own = info ? info.client === this.client : name !== undefined && name === this.name.value;
    const author = name ?? (info?.user || 'Anonymous');
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    const place = placeByOffset(this.offsets, offset);
    this.offsets.splice(place, 0, offset);
    const item = el('li', { class: own ? 'message own' : 'message' }, el('b', {}, author), el('p', {}, text));
    this.list.insertBefore(item, this.list.children[place] ?? null);
    if (this.offsets.length > SHOWN) {
      this.offsets.shift();
      this.list.firstElementChild?.remove();
    }
    byId('chat-empty').hidden = true;
    if (atEnd || own) this.list.scrollTop = this.list.scrollHeight;
    if (!own && !past) this.onMessage();
  }

  /** To be called every few seconds: a join is pushed only where the channel's rules say so. */
  async countPresent(): Promise<void> {
    try {
      const { numClients } = await this.centrifuge.presenceStats(this.channel);
      setText(byId('chat-presence'), `${numClients} online`);
    } catch {
      setText(byId('chat-presence'), '');
    }
  }

  private presenceChanged(channel: string): void {
    if (channel === this.channel) void this.countPresent();
  }

  private async send(): Promise<void> {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = '';
    try {
      await this.centrifuge.publish(this.channel, { text, name: this.name.value });
      this.complain('');
    } catch (error) {
      this.input.value ||= text;
      this.complain(`Not sent: ${(error as Error).message}`);
    }
  }

  private rename(): void {
    this.name.value = this.name.value.trim() || 'Rider';
    localStorage.setItem(NAME_KEY, this.name.value);
  }

  private setOnline(online: boolean): void {
    this.input.disabled = byId<HTMLButtonElement>('chat-send').disabled = !online;
    this.input.placeholder = online ? 'Message everyone' : 'Waiting for the connection';
    if (!online) setText(byId('chat-presence'), '');
  }

  private complain(text: string): void {
    const problem = byId('chat-problem');
    problem.hidden = text === '';
    setText(problem, text);
  }
}
