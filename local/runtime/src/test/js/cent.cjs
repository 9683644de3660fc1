// A back end with `cent.js` and a front end with `centrifuge`, both as they are on npm: the back end subscribes, unsubscribes,
// refreshes and disconnects the user of a connected client. Prints one line a step; exits 1 on the first that fails.
const assert = require("node:assert/strict");
const { createHmac } = require("node:crypto");
const { CentClient } = require("cent.js");
const { Centrifuge } = require("centrifuge");
const WebSocket = require("ws");

const [url, api] = process.argv.slice(2);
const user = `cent-${Date.now()}`;
const channel = `chat:${user}`;
const other = `chat:${user}-server`;
const cent = new CentClient({ url: `${api}/api`, apiKey: "local-api-key" });

function token() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part({ sub: user, exp: Math.floor(Date.now() / 1000) + 600 })}`;
  return `${text}.${createHmac("sha256", "local-token-secret-of-32-bytes-or-more").update(text).digest("base64url")}`;
}

function next(emitter, event, what, ms = 30000) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what}: no ${event} after ${ms} ms`)), ms);
    emitter.once(event, (context) => {
      clearTimeout(timer);
      resolve(context);
    });
  });
}

async function main() {
  let tokens = 0;
  const client = new Centrifuge(url, {
    websocket: WebSocket,
    minReconnectDelay: 50,
    maxReconnectDelay: 200,
    getToken: async () => {
      tokens++;
      return token();
    },
  });
  let connected = next(client, "connected", "connect");
  client.connect();
  const id = (await connected).client;
  const subscription = client.newSubscription(channel);
  const subscribed = next(subscription, "subscribed", "subscribe");
  subscription.subscribe();
  await subscribed;

  const publication = next(subscription, "publication", "publish");
  const position = await cent.publish({ channel, data: { text: "Hello" }, tags: { kind: "greeting" } });
  assert.deepEqual((await publication).data, { text: "Hello" });
  assert.equal(position.offset, 1);
  await assert.rejects(cent.publish({ channel: "nowhere:x", data: 1 }), (error) => error.constructor.name === "CentException");
  console.log("published");

  assert.deepEqual(Object.keys((await cent.getPresence({ channel })).presence), [id]);
  assert.deepEqual(await cent.getPresenceStats({ channel }), { num_clients: 1, num_users: 1 });
  assert.deepEqual((await cent.getChannels({ pattern: `${channel}*` })).channels, { [channel]: { num_clients: 1 } });
  assert.ok((await cent.getInfo()).nodes[0].num_clients >= 1);
  assert.equal((await cent.getHistory({ channel, limit: -1 })).publications.length, 1);
  await cent.removeHistory({ channel });
  const history = await cent.getHistory({ channel, limit: -1 });
  assert.deepEqual([history.publications.length, history.offset], [0, 1]);
  console.log("looked around");

  const byServer = next(client, "subscribed", "subscribe by API");
  await cent.subscribe({ user, channel: other, data: { welcome: true } });
  const begun = await byServer;
  assert.deepEqual([begun.channel, begun.data], [other, { welcome: true }]);
  const pushed = next(client, "publication", "publication of a server-side subscription");
  await cent.publish({ channel: other, data: 2 });
  assert.deepEqual((await pushed).data, 2);
  console.log("subscribed by the back end");

  const ended = next(subscription, "unsubscribed", "unsubscribe by API");
  await cent.unsubscribe({ user, channel });
  assert.equal((await ended).code, 2000);
  const endedByServer = next(client, "unsubscribed", "unsubscribe of a server-side subscription");
  await cent.unsubscribe({ user, client: id, channel: other });
  assert.equal((await endedByServer).channel, other);
  assert.deepEqual((await cent.getChannels({ pattern: `${channel}*` })).channels, {});
  console.log("unsubscribed by the back end");

  const before = tokens;
  await cent.refresh({ user, expire_at: Math.floor(Date.now() / 1000) + 3600 });
  const again = next(client, "connecting", "refresh with expired");
  connected = next(client, "connected", "connect with a new token");
  await cent.refresh({ user, expired: true });
  assert.equal((await again).code, 3005);
  await connected;
  assert.equal(client.state, "connected");
  console.log(`refreshed, with ${tokens - before} new tokens`);

  const disconnected = next(client, "disconnected", "disconnect by API");
  await cent.disconnect({ user });
  assert.equal((await disconnected).code, 3503);
  console.log("disconnected by the back end");
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
