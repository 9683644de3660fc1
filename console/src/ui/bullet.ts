import type { Route } from '../city/route';
import { el } from './dom';

/** A route's sign as the city paints it: a disc, or a diamond for an express variant. Decorative: say the route in text. */
export function bullet(route: Route): HTMLElement {
  const style = `--line: ${route.color}; --ink: ${route.ink}`;
  const sign = el('span', { class: route.diamond ? 'bullet diamond' : 'bullet', style, 'aria-hidden': 'true' });
  sign.append(el('span', {}, route.label));
  return sign;
}
