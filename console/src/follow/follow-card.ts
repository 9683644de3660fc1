import { nearestStation } from '../city/places';
import type { Fleet, Train } from '../trains/fleet';
import { bullet } from '../ui/bullet';
import { byId, setText } from '../ui/dom';
import { compass, duration, speed } from '../ui/format';

const SILENT_MS = 8_000;

/** What there is to know about the followed train. */
export class FollowCard {
  private readonly card = byId('follow-card');
  private shownTrip: string | undefined;
  private shownRoute: string | undefined;

  constructor(
    private readonly fleet: Fleet,
    actions: { stop: () => void; centre: () => void },
  ) {
    byId('follow-stop').addEventListener('click', actions.stop);
    byId('follow-centre').addEventListener('click', actions.centre);
  }

  set centred(centred: boolean) {
    byId('follow-centre').hidden = centred;
  }

  /** To be called a few times a second. */
  show(trip: string | undefined, now: number, playTime: number, online: boolean): void {
    this.card.hidden = trip === undefined;
    if (trip === undefined) return;
    const train = this.fleet.get(trip);
    this.showIdentity(trip, train);
    const at = train?.samples.at(playTime);
    const metresPerSecond = train?.samples.speedAt(playTime);
    const moving = metresPerSecond !== undefined && metresPerSecond > 0.5;
    setText(byId('follow-speed'), metresPerSecond === undefined ? '–' : moving ? speed(metresPerSecond, navigator.language) : 'Stopped');
    setText(byId('follow-heading'), at ? compass(at.bearing) : '–');
    byId('follow-arrow').style.rotate = `${Math.round(at?.bearing ?? 0)}deg`;
    setText(byId('follow-near'), (at && nearestStation(at)?.name) ?? '–');
    setText(byId('follow-status'), status(train, now, online));
  }

  private showIdentity(trip: string, train: Train | undefined): void {
    if (trip === this.shownTrip && train?.route.id === this.shownRoute) return;
    this.shownTrip = trip;
    this.shownRoute = train?.route.id;
    byId('follow-bullet').replaceChildren(...(train ? [bullet(train.route)] : []));
    setText(byId('follow-headsign'), train ? `To ${train.headsign}` : 'Looking for the train');
    setText(byId('follow-route'), train ? `${train.route.id} · ${train.route.name}` : '');
    setText(byId('follow-direction'), train ? (train.direction === 0 ? 'Northbound' : 'Southbound') : '–');
    setText(byId('follow-channel'), `vehicle:${trip}`);
  }
}

function status(train: Train | undefined, now: number, online: boolean): string {
  if (!online) return 'Last known position';
  if (!train) return 'Waiting for its first position';
  const silent = now - train.lastSeen;
  return silent > SILENT_MS ? `No position for ${duration(silent)}: it may have arrived` : 'Live';
}
