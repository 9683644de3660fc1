const SECONDS = 3;

/** Messages per second, over the last three full seconds. */
export class Meter {
  private readonly full: number[] = [];
  private current = 0;

  /** A frame holds one JSON object a line. */
  countFrame(text: string): void {
    this.current += messagesIn(text);
  }

  /** To be called once a second. */
  tick(): void {
    this.full.push(this.current);
    if (this.full.length > SECONDS) this.full.shift();
    this.current = 0;
  }

  get perSecond(): number {
    const sum = this.full.reduce((total, count) => total + count, 0);
    return this.full.length === 0 ? 0 : Math.round(sum / this.full.length);
  }
}

export function messagesIn(frame: string): number {
  let count = 0;
  let lineStart = 0;
  for (let end = frame.indexOf('\n'); end >= 0; end = frame.indexOf('\n', lineStart)) {
    if (end > lineStart) count++;
    lineStart = end + 1;
  }
  return lineStart < frame.length ? count + 1 : count;
}
