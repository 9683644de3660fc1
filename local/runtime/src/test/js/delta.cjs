// The unmodified `centrifuge` client with delta compression: publishes through the server API, and compares what it decodes
// with what was published. Every publication but the first is a change. Exits 1 on the first thing that is wrong.
const assert = require("node:assert/strict");
const { Centrifuge } = require("centrifuge");
const WebSocket = require("ws");

const [url, api, count] = process.argv.slice(2);
const total = Number(count);
const payload = (n) => ({ n, street: "Grüße aus der Straße ".repeat(8), position: [40.7 + n, -74 - n] });

async function publish(channel, n) {
  const answer = await fetch(`${api}/api/publish`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-API-Key": "local-api-key" },
    body: JSON.stringify({ channel, data: payload(n) }),
  });
  const body = await answer.json();
  assert.ok(body.result, JSON.stringify(body));
  return body.result.offset;
}

async function until(condition, what) {
  for (let i = 0; i < 1200; i++) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what}: not within 2 minutes`);
}

async function main() {
  const channel = `fence:delta-${Date.now()}`;
  const client = new Centrifuge(url, { websocket: WebSocket });
  const subscription = client.newSubscription(channel, { delta: "fossil" });
  const seen = new Map();
  let newest = 0;
  subscription.on("publication", ({ data, offset }) => {
    assert.deepEqual(data, payload(offset));
    assert.ok(offset <= newest + 1, `${offset} after ${newest}`);
    newest = Math.max(newest, offset);
    seen.set(offset, data);
  });
  subscription.on("unsubscribed", (context) => {
    throw new Error(JSON.stringify(context));
  });
  // With connect in one frame, as SDKs do.
  subscription.subscribe();
  client.connect();
  await subscription.ready(60000);

  for (let n = 1; n <= total; n++) {
    assert.equal(await publish(channel, n), n);
  }
  await until(() => seen.size === total, `${total} publications`);

  const stats = subscription.deltaStats();
  console.log(JSON.stringify(stats));
  assert.equal(stats.numFullPayloads, 1);
  assert.equal(stats.numDeltaPayloads, total - 1);
  client.disconnect();
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
