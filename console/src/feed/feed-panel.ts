import { routeOf } from '../city/route';
import { bullet } from '../ui/bullet';
import { byId, el } from '../ui/dom';
import { timeOfDay } from '../ui/format';
import { Feed, type Crossing } from './crossing';

const SHOWN = 80;

/** The list of crossings; an entry is a button that follows its train. */
export class FeedPanel {
  private readonly feed = new Feed(SHOWN);
  private readonly list = byId('feed-list');

  constructor(private readonly follow: (trip: string) => void) {}

  add(crossing: Crossing): void {
    const place = this.feed.add(crossing);
    if (place < 0) return;
    byId('feed-empty').hidden = true;
    this.list.insertBefore(this.entry(crossing), this.list.children[place] ?? null);
    if (this.list.children.length > SHOWN) this.list.lastElementChild?.remove();
  }

  private entry(crossing: Crossing): HTMLElement {
    const { event, fenceName, trip, route, headsign, time } = crossing;
    const verb = event === 'enter' ? 'entered' : 'left';
    const button = el(
      'button',
      { type: 'button', class: 'crossing', title: `Follow ${trip}` },
      bullet(routeOf(route)),
      el('span', { class: 'crossing-what' }, el('span', { class: 'quiet' }, `${verb} `), el('b', {}, fenceName)),
      el('span', { class: 'crossing-where' }, headsign ? `to ${headsign}` : trip),
      el('time', { datetime: new Date(time).toISOString() }, timeOfDay(time)),
    );
    button.setAttribute('aria-label', `${route} train to ${headsign} ${verb} ${fenceName} at ${timeOfDay(time)}. Follow it`);
    button.addEventListener('click', () => this.follow(trip));
    return el('li', { class: event }, button);
  }
}
