import { commandsIn, partsOf, type ChannelOf, type Frame, type Part } from './frame';

/** The last frames in both directions. Incoming frames are only taken apart when someone looks at them. */
export class Recorder {
  frames: Frame[] = [];
  private recorded = 0;
  private readonly commands = new Map<number, string>();
  private readonly known = new WeakMap<Frame, Part[]>();
  private readonly channelOf: ChannelOf = (id) => this.commands.get(id);

  constructor(private readonly limit: number) {}

  record(direction: 'in' | 'out', text: string, time: number): void {
    this.frames.push({ number: ++this.recorded, time, direction, text });
    if (this.frames.length > this.limit * 2) this.frames = this.frames.slice(-this.limit);
    if (direction === 'in') return;
    for (const { id, channel } of commandsIn(text)) this.commands.set(id, channel);
  }

  clear(): void {
    this.frames = [];
  }

  /** What in a frame is about a channel whose name contains the filter; without a filter, all of it. */
  partsOf(frame: Frame, filter: string): Part[] {
    let parts = this.known.get(frame);
    if (!parts) this.known.set(frame, (parts = partsOf(frame.text, this.channelOf)));
    return filter === '' ? parts : parts.filter(({ channel }) => channel?.includes(filter));
  }

  /** The frames in which the filter leaves something, the newest first. */
  newest(filter: string, most: number): Frame[] {
    const found: Frame[] = [];
    for (let i = this.frames.length - 1; i >= 0 && found.length < most; i--) {
      const frame = this.frames[i]!;
      if (filter === '' || this.partsOf(frame, filter).length > 0) found.push(frame);
    }
    return found;
  }
}
