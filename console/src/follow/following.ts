import type { Centrifuge, PublicationContext, Subscription } from 'centrifuge';

/** The one train that is followed: its own subscription, `vehicle:<trip>`, and the page's address, `#vehicle=<trip>`. */
export class Following {
  private subscription: Subscription | undefined;
  trip: string | undefined;
  onChange: () => void = () => undefined;

  constructor(
    private readonly client: Centrifuge,
    private readonly accept: (publication: PublicationContext) => void,
  ) {
    addEventListener('hashchange', () => this.followAddress());
  }

  /** Follows the train the address names, if it names one. */
  followAddress(): void {
    this.follow(tripIn(location.hash));
  }

  follow(trip: string | undefined): void {
    if (trip === this.trip) return;
    if (this.subscription) {
      this.subscription.unsubscribe();
      this.client.removeSubscription(this.subscription);
    }
    this.trip = trip;
    this.subscription = trip === undefined ? undefined : this.client.newSubscription(`vehicle:${trip}`);
    this.subscription?.on('publication', this.accept);
    this.subscription?.subscribe();
    history.replaceState(null, '', trip === undefined ? location.pathname + location.search : addressOf(trip));
    this.onChange();
  }
}

export function tripIn(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('vehicle') || undefined;
}

export function addressOf(trip: string): string {
  return `#vehicle=${encodeURIComponent(trip)}`;
}
