import { Centrifuge, type PublicationContext } from 'centrifuge';
import './styles/base.css';
import './styles/layout.css';
import './styles/panels.css';
import './styles/map.css';
import './styles/schedules.css';
import './styles/wire.css';
import { Banner } from './announcements/banner';
import { ChatPanel } from './chat/chat-panel';
import { boroughs } from './city/places';
import { routes } from './city/route';
import { ConnectionStatus } from './connection/connection-status';
import { LogChannel } from './connection/log-channel';
import { Meter } from './connection/meter';
import { tapped } from './connection/wire-socket';
import { crossingIn } from './feed/crossing';
import { FeedPanel } from './feed/feed-panel';
import { FollowCard } from './follow/follow-card';
import { Following } from './follow/following';
import type { Insets } from './map/camera';
import { CityMap } from './map/city-map';
import { ScheduleApi } from './schedules/schedule-api';
import { SchedulesDialog } from './schedules/schedules-dialog';
import { Fleet } from './trains/fleet';
import { LineFilter } from './trains/line-filter';
import { positionIn } from './trains/position';
import { RouteSubscriptions } from './trains/route-subscriptions';
import { byId, setText } from './ui/dom';
import { duration } from './ui/format';
import { Panels, type PanelName } from './ui/panels';
import { Recorder } from './wire/recorder';
import { WireDrawer } from './wire/wire-drawer';

const LOBBY = 'chat:lobby';

const meter = new Meter();
const recorder = new Recorder(500);
const endpoint = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/local`;
const client = new Centrifuge(endpoint, {
  name: 'console',
  maxReconnectDelay: 5_000,
  websocket: tapped({
    opening: () => status.attempted(),
    frame: (direction, text) => {
      recorder.record(direction, text, Date.now());
      if (direction === 'in') meter.countFrame(text);
    },
  }),
});
const status = new ConnectionStatus(client);

const fleet = new Fleet();
const accept = ({ data }: PublicationContext): void => {
  const position = positionIn(data);
  if (position) fleet.accept(position, Date.now());
};
const lines = new RouteSubscriptions(client, accept);
const filter = new LineFilter(lines);
const following = new Following(client, accept);
const map = new CityMap(fleet, insets());
const card = new FollowCard(fleet, { stop: () => following.follow(undefined), centre: () => map.centre(true) });
const panels = new Panels();
const wire = new WireDrawer(recorder);
const feed = new FeedPanel((trip) => {
  following.follow(trip);
  map.centre(true);
  if (panels.open === 'feed') panels.show(undefined);
});
const chat = new ChatPanel(client, LOBBY);
const banner = new Banner();
new SchedulesDialog(new ScheduleApi());

lines.onChange = () => {
  for (const { id } of routes) if (!lines.has(id)) fleet.removeRoute(id, following.trip);
  filter.show();
};
map.onChoose = (trip) => following.follow(trip);
map.onCentred = (centred) => (card.centred = centred);
following.onChange = () => {
  showFollowed();
  map.cover(insets(panels.open));
  map.follow(following.trip);
};
chat.onMessage = () => panels.notify('chat');
panels.onChange = () => map.cover(insets(panels.open));

new LogChannel(client, LOBBY, 50, (publication) => chat.add(publication));
new LogChannel(client, 'announcements', 1, (publication) => banner.show(publication));
for (const { id } of boroughs) {
  new LogChannel(client, `fence:${id}`, 20, ({ data }) => {
    const crossing = crossingIn(data);
    if (crossing) feed.add(crossing);
  });
}

client.on('connected', () => {
  fleet.hearAgain(Date.now());
  map.online = true;
});
client.on('connecting', () => (map.online = false));
client.on('disconnected', () => (map.online = false));

/** What lies over the map: an announcement, and on a phone a sheet or the followed train's card. */
function insets(open?: PanelName): Insets {
  const phone = matchMedia('(max-width: 760px)').matches;
  const over = phone ? Math.max(byId('follow-card').offsetHeight, open ? byId(open).offsetHeight : 0) : 0;
  return { top: 72, right: 16, bottom: 16 + over, left: 16 };
}

function showFollowed(): void {
  const now = Date.now();
  card.show(following.trip, now, fleet.playTime(now), map.online);
}

function showStatistics(): void {
  if (map.online) fleet.prune(Date.now(), following.trip);
  meter.tick();
  document.documentElement.dataset['trains'] = String(fleet.size);
  setText(byId('train-count'), fleet.size.toLocaleString());
  setText(byId('message-rate'), map.online ? meter.perSecond.toLocaleString() : '–');
  const latency = fleet.medianLatency;
  setText(byId('latency'), map.online && latency !== undefined ? duration(latency) : '–');
  setText(byId('map-empty'), lines.size === 0 ? 'No line is selected.' : 'Waiting for the first trains…');
  byId('map-empty').hidden = !map.online || fleet.size > 0;
}

addEventListener('keydown', ({ key, target }) => {
  if (key === 'Escape' && target instanceof Element && !target.matches('input') && !panels.open) following.follow(undefined);
});
setInterval(showStatistics, 1_000);
setInterval(showFollowed, 250);
setInterval(() => {
  if (panels.open === 'wire') wire.show();
}, 250);
setInterval(() => {
  if (map.online) void chat.countPresent();
}, 10_000);

lines.select(new Set(routes.map(({ id }) => id)));
following.followAddress();
client.connect();
