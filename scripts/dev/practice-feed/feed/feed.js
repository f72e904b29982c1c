/** A feed that grows below and is cut off above, as the sites keep only what is near; each host has posts of its own. */

const builders = {
  "x.com": "x",
  "www.facebook.com": "facebook",
  "www.youtube.com": "youtube",
  "t.me": "telegram",
};
const { cell, post, wrapper } = await import(`./${builders[location.hostname]}.js`);

const perFrame = 10;
const mostCells = 100;
/** As on the sites, the column lies deep in the page. */
const levelsAround = 14;

const column = document.createElement("div");
for (const [name, value] of Object.entries(wrapper)) column.setAttribute(name, value);
let around = column;
for (let level = 0; level < levelsAround; level++) {
  const box = document.createElement("div");
  box.append(around);
  around = box;
}
around.id = "feed";
document.body.append(around);

/** `?from=NUMBER&count=POSTS` asks for certain posts. */
const asked = new URLSearchParams(location.search);
let next = Number(asked.get("from") ?? 1_860_000_000_000);

function addPosts(count) {
  for (let added = 0; added < count; added++) column.append(cell(next++));
  while (column.childElementCount > mostCells) column.firstElementChild.remove();
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

addPosts(Number(asked.get("count") ?? perFrame));

window.feed = {
  post,
  /** Adds this many posts while scrolling; resolves when the last was drawn. */
  async scroll(count) {
    for (let added = 0; added < count; added += perFrame) {
      addPosts(Math.min(perFrame, count - added));
      window.scrollTo(0, document.documentElement.scrollHeight);
      await frame();
    }
    await frame();
  },
  /** Adds a few posts at the pace of a person who scrolls, several times; resolves with each post's wait in ms. */
  async read(times, count, everyMs) {
    const waits = [];
    const since = new Map();
    const seen = new MutationObserver((records) => {
      for (const { target } of records) {
        const around = target.closest?.(post);
        if (target.localName !== "lapor-kominfo" || !around || !since.has(around)) continue;
        waits.push(performance.now() - since.get(around));
        since.delete(around);
      }
    });
    seen.observe(column, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
    for (let time = 0; time < times; time++) {
      addPosts(count);
      const now = performance.now();
      for (const fresh of [...column.querySelectorAll(post)].slice(-count)) since.set(fresh, now);
      window.scrollTo(0, document.documentElement.scrollHeight);
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    seen.disconnect();
    return { waits, without: since.size };
  },
};
