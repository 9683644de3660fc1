import type { Centrifuge, ClientInfo, PublicationContext, Subscription } from 'centrifuge';

export interface LogPublication {
  readonly channel: string;
  readonly data: unknown;
  readonly info?: ClientInfo | undefined;
  /** It was said before this page asked. */
  readonly past: boolean;
  /** Its place in the channel's history; absent where the channel keeps none. */
  readonly offset?: number | undefined;
}

/**
 * A channel with history: its latest publications at load, then what follows, each once. The server may have subscribed
 * the connection by itself (`subs` of the connect reply); only where it did not, this subscribes.
 */
export class LogChannel {
  private ofServer = false;
  private own: Subscription | undefined;
  private epoch: string | undefined;
  private seen = new Set<number>();

  constructor(
    private readonly client: Centrifuge,
    private readonly channel: string,
    private readonly historyLimit: number,
    private readonly accept: (publication: LogPublication) => void,
  ) {
    client.on('subscribed', (context) => {
      if (context.channel !== channel) return;
      this.ofServer = true;
      this.subscribed(context.recovered, context.streamPosition?.epoch);
    });
    client.on('unsubscribed', (context) => {
      if (context.channel === channel) this.ofServer = false;
    });
    client.on('publication', (context) => {
      if (context.channel === channel) this.take(context, false);
    });
    // The server's subscriptions are announced right after this event, in the same turn.
    client.on('connected', () => setTimeout(() => this.subscribeUnlessServerDid()));
  }

  private subscribeUnlessServerDid(): void {
    if (this.ofServer || this.own) return;
    this.own = this.client.newSubscription(this.channel, { positioned: true, recoverable: true });
    this.own.on('subscribed', ({ recovered, streamPosition }) => this.subscribed(recovered, streamPosition?.epoch));
    this.own.on('publication', (publication) => this.take(publication, false));
    this.own.subscribe();
  }

  private subscribed(recovered: boolean, epoch: string | undefined): void {
    if (epoch !== this.epoch) this.seen = new Set();
    this.epoch = epoch;
    if (!recovered) void this.loadHistory();
  }

  private async loadHistory(): Promise<void> {
    try {
      const { publications } = await this.client.history(this.channel, { limit: this.historyLimit, reverse: true });
      for (const publication of publications.reverse()) this.take(publication, true);
    } catch {
      // Without a history the channel begins now; a lost connection asks again when it is back.
    }
  }

  private take({ data, info, offset }: Omit<PublicationContext, 'channel'>, past: boolean): void {
    if (offset !== undefined && this.seen.has(offset)) return;
    if (offset !== undefined) this.seen.add(offset);
    this.accept({ channel: this.channel, data, info, past, offset });
  }
}
