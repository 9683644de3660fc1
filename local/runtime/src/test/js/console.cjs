// Opens the console in Chromium and uses it as a visitor would: watches the trains move, follows one, chats.
// Arguments: the console's address, the folder for screenshots.
const assert = require("node:assert/strict");
const { chromium } = require("playwright-core");

const [url, folder] = process.argv.slice(2);
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
const id = (name) => `[data-testid="${name}"]`;

async function main() {
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
  try {
    for (const [name, viewport] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
      const page = await browser.newPage({ viewport });
      const errors = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(url);
      await page.waitForFunction(() => Number(document.documentElement.dataset.trains) > 300, null, { timeout: 60000 });
      const state = await page.locator(id("connection-state")).first().textContent();
      assert.match(state, /connected/i);
      await page.screenshot({ path: `${folder}/${name}.png` });
      assert.deepEqual(errors, []);
      console.log(`${name}: connected, more than 300 trains drawn`);
      if (name === "desktop") {
        await page.waitForSelector(`${id("fence-feed")} li`, { timeout: 60000 });
        console.log("desktop: a fence event in the feed");
        await page.fill(id("chat-input"), "Hello from Chromium");
        await page.press(id("chat-input"), "Enter");
        await page.waitForFunction(
          (selector) => document.querySelector(selector).textContent.includes("Hello from Chromium"),
          id("chat-messages"),
          { timeout: 20000 },
        );
        console.log("desktop: a chat message went out and came back");
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
