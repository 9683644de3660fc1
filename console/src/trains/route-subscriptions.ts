import type { Centrifuge, PublicationContext, Subscription } from 'centrifuge';
import { routes } from '../city/route';

/** One subscription to `route:<route>` per line, which can be switched off and on again. */
export class RouteSubscriptions {
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly on = new Set<string>();
  /** Told after every change of the selection. */
  onChange: () => void = () => undefined;

  constructor(
    private readonly client: Centrifuge,
    accept: (publication: PublicationContext) => void,
  ) {
    for (const { id } of routes) {
      const subscription = client.newSubscription(`route:${id}`);
      subscription.on('publication', accept);
      this.subscriptions.set(id, subscription);
    }
  }

  has(route: string): boolean {
    return this.on.has(route);
  }

  get size(): number {
    return this.on.size;
  }

  /** Subscribes exactly to these routes; what changes goes out as one frame. */
  select(wanted: ReadonlySet<string>): void {
    this.client.startBatching();
    for (const [route, subscription] of this.subscriptions) {
      if (wanted.has(route) && !this.on.has(route)) subscription.subscribe();
      if (!wanted.has(route) && this.on.has(route)) subscription.unsubscribe();
    }
    this.client.stopBatching();
    this.on.clear();
    for (const route of wanted) this.on.add(route);
    this.onChange();
  }

  toggle(route: string): void {
    const wanted = new Set(this.on);
    if (!wanted.delete(route)) wanted.add(route);
    this.select(wanted);
  }
}
