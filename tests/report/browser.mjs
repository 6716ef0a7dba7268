// Looks at a page of `dateline report` in real headless Chromium, through its debugging pipe: no package is needed.
//
//     dateline report --input articles/ --output page.html && node tests/report/browser.mjs page.html [FOLDER]
//
// Exits with 1 if something is wrong. Leaves screenshots in FOLDER if one is given. Chromium is found by $CHROMIUM or on the
// path; without it the test says so and is skipped.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [page, folder] = process.argv.slice(2);
if (!page) {
  console.error("usage: node tests/report/browser.mjs PAGE [FOLDER]");
  process.exit(2);
}
const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"].filter(Boolean);
const browser = names.find((name) => spawnSync(name, ["--version"]).status === 0);
if (!browser) {
  console.log("skipped: there is no Chromium; name one in $CHROMIUM");
  process.exit(0);
}
const profile = mkdtempSync(join(tmpdir(), "dateline-report-"));
const child = spawn(browser, ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
  `--user-data-dir=${profile}`, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
const waiting = new Map();
const problems = [];
let number = 0, rest = "", requests = [];
const limit = setTimeout(() => { console.error("Chromium does not answer"); child.kill("SIGKILL"); process.exit(1); }, 240000);
let loaded = () => {};
child.stdio[4].on("data", (bytes) => {
  const parts = (rest + bytes).split("\0");
  rest = parts.pop();
  for (const part of parts) {
    const message = JSON.parse(part);
    if (message.id) {
      const { resolve, reject } = waiting.get(message.id);
      message.error ? reject(new Error(message.error.message)) : resolve(message.result);
    } else if (message.method === "Network.requestWillBeSent") requests.push(message.params.request.url);
    else if (message.method === "Page.loadEventFired") loaded();
    else if (message.method === "Runtime.exceptionThrown") problems.push(message.params.exceptionDetails.exception?.description);
    else if (message.method === "Log.entryAdded" && message.params.entry.level === "error") problems.push(message.params.entry.text);
  }
});
let session;
const send = (method, params = {}) => new Promise((resolve, reject) => {
  waiting.set(++number, { resolve, reject });
  child.stdio[3].write(JSON.stringify({ id: number, method, params, sessionId: session }) + "\0");
});
const run = async (expression) => {
  const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
};
const check = (holds, what) => { console.log(`${holds ? "ok   " : "WRONG"} ${what}`); if (!holds) problems.push(what); };
const url = pathToFileURL(resolve(page)).href;
const open = async (width, height, scheme, script = true) => {
  await send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: width < 600 });
  await send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }, { name: "prefers-reduced-motion", value: "reduce" }] });
  await send("Emulation.setScriptExecutionDisabled", { value: !script });
  const done = new Promise((resolve) => { loaded = resolve; });
  const start = Date.now();
  await send("Page.navigate", { url });
  await done;
  return Date.now() - start;
};
const shoot = async (name) => {
  if (!folder) return;
  const { data } = await send("Page.captureScreenshot", { format: "png" });
  writeFileSync(join(folder, `${name}.png`), Buffer.from(data, "base64"));
};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const visible = "[...document.querySelectorAll('.event')].filter((card) => !card.hidden).length";

try {
  const { targetId } = await send("Target.createTarget", { url: "about:blank" });
  ({ sessionId: session } = await send("Target.attachToTarget", { targetId, flatten: true }));
  for (const domain of ["Page", "Network", "Runtime", "Log"]) await send(`${domain}.enable`);

  for (const [name, width, height] of [["desktop", 1280, 900], ["phone", 390, 844]]) {
    for (const scheme of ["light", "dark"]) {
      const time = await open(width, height, scheme);
      console.log(`      ${name}, ${scheme}: loaded in ${time} ms`);
      check(await run("document.documentElement.scrollWidth <= innerWidth"), `${name}, ${scheme}: nothing is wider than the screen`);
      for (const part of ["top", "graph", "articles"]) {
        await run(part === "top" ? "scrollTo(0, 0)" : `document.getElementById(${JSON.stringify(part)}).scrollIntoView()`);
        await pause(150);
        await shoot(`${name}-${scheme}-${part}`);
      }
    }
  }

  await open(1280, 900, "light");
  const contrast = await run(`(() => {
    const luminance = (color) => {
      const [r, g, b] = color.match(/[\\d.]+/g).slice(0, 3).map(Number).map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const probe = document.body.appendChild(document.createElement("i"));
    const color = (name) => { probe.style.color = "var(--" + name + ")"; return luminance(getComputedStyle(probe).color); };
    const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const least = {};
    for (const theme of ["light", "dark"]) {
      document.documentElement.dataset.theme = theme;
      least[theme] = Math.min(...["paper", "tint"].flatMap((ground) => ["ink", "quiet", "accent", "role"].map((ink) => ratio(color(ink), color(ground)))));
    }
    delete document.documentElement.dataset.theme;
    probe.remove();
    return least;
  })()`);
  check(contrast.light >= 4.5 && contrast.dark >= 4.5, `contrast is at least ${contrast.light.toFixed(2)} in light, ${contrast.dark.toFixed(2)} in dark`);
  const all = await run(visible);
  check(all === await run("JSON.parse(document.getElementById('data').textContent).events.length"), `${all} events stand on the page`);
  const kind = await run("document.getElementById('kind').options[1].value");
  const time = await run(`(() => { const start = performance.now(); kind.value = ${JSON.stringify(kind)}; filter.requestSubmit(); return performance.now() - start; })()`);
  const of = await run("document.querySelectorAll('.event:not([hidden]) strong').length");
  check(of > 0 && await run(`[...document.querySelectorAll('.event:not([hidden]) strong')].every((name) => name.textContent === ${JSON.stringify(kind)})`), `the filter leaves ${of} of type ${kind}, in ${time.toFixed(0)} ms`);
  await shoot("desktop-filtered");
  await run("filter.reset()");
  await pause(50);
  check(await run(visible) === all, "to clear the filter shows all");
  await run("text.value = 'no such words are anywhere'; filter.requestSubmit()");
  check(await run(visible) === 0 && !(await run("nothing.hidden")), "a text that is nowhere leaves nothing, and the page says so");
  await run("filter.reset()");
  await pause(50);
  if (await run("document.querySelector('.node') !== null")) {
    await run("document.querySelector('.node').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))");
    const left = await run(visible);
    check(left > 0 && left <= all, `Enter on a name of the graph leaves ${left} events`);
    await run("filter.reset()");
    await pause(50);
  }
  if (await run("document.querySelector('#timeline svg a') !== null")) {
    await run("document.querySelector('#timeline svg a').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))");
    const left = await run(visible);
    check(left > 0 && left <= all, `a click on a dot of the timeline leaves ${left} events`);
    await run("filter.reset()");
    await pause(50);
  }
  const id = await run("document.querySelector('.event').id");
  await run(`location.hash = ${JSON.stringify(id)}`);
  await pause(200);
  check(await run("document.querySelectorAll('.on').length") > 0, "the words of an event light up with it");
  await shoot("desktop-event");
  const theme = await run("getComputedStyle(document.body).backgroundColor");
  await run("document.getElementById('theme').click()");
  check(theme !== await run("getComputedStyle(document.body).backgroundColor"), "the button changes light to dark");
  const chosen = await run("document.documentElement.dataset.theme");
  await open(1280, 900, "light");
  check(chosen === await run("document.documentElement.dataset.theme"), "the page remembers what was chosen");
  await run("localStorage.clear()");
  check(await run("[...document.querySelectorAll('input:not([type=hidden]), select')].every((field) => field.labels.length === 1)"), "every field has a label");

  await open(1280, 900, "light", false);
  await shoot("desktop-without-script");
  const outside = requests.filter((request) => !request.startsWith("file:") && !request.startsWith("data:") && request !== "about:blank");
  check(outside.length === 0, `nothing was asked of a network ${outside.join(" ")}`);
  if (folder) {
    await send("Emulation.clearDeviceMetricsOverride");
  }
} catch (error) {
  problems.push(error.stack);
} finally {
  clearTimeout(limit);
  child.kill();
  await new Promise((resolve) => { child.exitCode === null ? child.on("exit", resolve) : resolve(); });
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
problems.forEach((problem) => console.error(`wrong: ${problem}`));
process.exit(problems.length ? 1 : 0);
