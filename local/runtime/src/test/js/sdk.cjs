// The unmodified `centrifuge` client against a running system: connects, subscribes, publishes, reads history and
// presence, loses its socket and recovers what it missed. Prints one line a step; exits 1 on the first that fails.
const assert = require("node:assert/strict");
const { Centrifuge } = require("centrifuge");
const WebSocket = require("ws");

const [url, api] = process.argv.slice(2);
const text = (n) => ({ text: `message ${n}` });

function within(promise, what, ms = 60000) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing after ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function until(condition, what) {
  for (let i = 0; i < 200; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: not within 20 s`);
}

async function publish(channel, data) {
  const answer = await fetch(`${api}/api/publish`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-API-Key": "local-api-key" },
    body: JSON.stringify({ channel, data }),
  });
  const body = await answer.json();
  assert.ok(body.result, JSON.stringify(body));
  return body.result;
}

async function main() {
  const channel = `chat:sdk-${Date.now()}`;
  const sockets = [];
  class Tracked extends WebSocket {
    constructor(...args) {
      super(...args);
      sockets.push(this);
    }
  }
  const client = new Centrifuge(url, { websocket: Tracked, minReconnectDelay: 50, maxReconnectDelay: 200 });
  const serverSide = new Set();
  client.on("subscribed", (context) => serverSide.add(context.channel));
  client.connect();
  await within(client.ready(), "connect");
  assert.deepEqual([...serverSide].sort(), ["announcements", "chat:lobby"]);
  console.log("connected, with the server-side subscriptions");

  const subscription = client.newSubscription(channel);
  const seen = [];
  let recovered;
  subscription.on("publication", (publication) => seen.push(publication));
  subscription.on("subscribed", (context) => (recovered = context));
  subscription.subscribe();
  await within(subscription.ready(), "subscribe");
  assert.equal(recovered.recoverable, true);
  console.log("subscribed");

  await within(subscription.publish(text(1)), "publish");
  await until(() => seen.length === 1, "own publication");
  assert.deepEqual(seen[0].data, text(1));
  assert.equal(seen[0].offset, 1);
  assert.equal(seen[0].info.client.length > 0, true);
  console.log("published and received");

  const history = await within(subscription.history({ limit: 10 }), "history");
  assert.deepEqual(history.publications.map((publication) => publication.data), [text(1)]);
  const presence = await within(subscription.presence(), "presence");
  assert.equal(Object.keys(presence.clients).length, 1);
  const stats = await within(subscription.presenceStats(), "presence stats");
  assert.equal(stats.numClients, 1);
  console.log("read history and presence");

  await assert.rejects(within(client.rpc("anything", {}), "rpc"), (error) => error.code === 108);
  await assert.rejects(within(client.publish("vehicle:1", {}), "publish"), (error) => error.code === 103);
  console.log("was refused what is not offered or not permitted");

  const before = sockets.length;
  sockets[sockets.length - 1].terminate();
  await publish(channel, text(2));
  await publish(channel, text(3));
  await until(() => sockets.length > before && seen.length >= 3, "recovery");
  assert.deepEqual(seen.map((publication) => publication.offset), [1, 2, 3]);
  await until(() => recovered.wasRecovering, "subscribe after the reconnect");
  assert.equal(recovered.recovered, true);
  console.log("reconnected and recovered what it had missed");

  for (let n = 4; n <= 23; n++) await publish(channel, text(n));
  await until(() => seen.length === 23, "twenty publications");
  assert.deepEqual(seen.map((publication) => publication.offset), Array.from({ length: 23 }, (_, i) => i + 1));
  console.log("received twenty more in order");

  subscription.unsubscribe();
  await publish(channel, text(24));
  await publish("chat:lobby", text(25));
  client.disconnect();
  assert.equal(seen.length, 23);
  console.log("unsubscribed and disconnected");
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
