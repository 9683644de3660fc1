import { routes } from '../city/route';
import { byId, el } from '../ui/dom';
import { bullet } from '../ui/bullet';
import type { RouteSubscriptions } from './route-subscriptions';

/** The chips of the lines: each one is a real subscription. */
export class LineFilter {
  private readonly chips = new Map<string, HTMLButtonElement>();

  constructor(private readonly subscriptions: RouteSubscriptions) {
    const list = byId('line-chips');
    for (const route of routes) {
      const chip = el('button', { type: 'button', class: 'chip', title: `${route.id} · ${route.name}` }, bullet(route));
      chip.dataset['testid'] = 'line-chip';
      chip.dataset['route'] = route.id;
      chip.setAttribute('aria-label', `${route.id}, ${route.name}`);
      chip.addEventListener('click', () => this.subscriptions.toggle(route.id));
      this.chips.set(route.id, chip);
      list.append(chip);
    }
    const select = (ids: string[]) => this.subscriptions.select(new Set(ids));
    byId('lines-all').addEventListener('click', () => select(routes.map((route) => route.id)));
    byId('lines-none').addEventListener('click', () => select([]));
  }

  show(): void {
    for (const [route, chip] of this.chips) chip.setAttribute('aria-pressed', String(this.subscriptions.has(route)));
    byId('lines-count').textContent = `${this.subscriptions.size} of ${routes.length}`;
  }
}
