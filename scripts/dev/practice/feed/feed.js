/**
 * A feed of posts with the elements and attributes of the sites' real markup. Texts and ids are invented. New posts
 * are appended, replace the oldest elements, or reuse them, as the sites' virtualised lists do.
 */

const sites = {
  "x.com": { name: "x", post: "article", wrapper: { "data-testid": "primaryColumn" } },
  "www.facebook.com": {
    name: "facebook",
    // Comments are posts, too.
    post: '[aria-posinset],[role="article"][aria-label]',
    wrapper: { role: "feed" },
  },
  "www.youtube.com": {
    name: "youtube",
    post: "ytd-video-renderer,yt-lockup-view-model",
    wrapper: { id: "contents" },
  },
  "t.me": {
    name: "telegram",
    post: ".tgme_widget_message",
    wrapper: { class: "tgme_channel_history js-message_history" },
  },
};
const { name, post, wrapper } = sites[location.hostname];

const perFrame = 10;
/** Cells of a list that replaces or reuses its elements. */
const mostCells = { replace: 100, reuse: 40 };
/** As on the sites, the column lies deep in the page. */
const levelsAround = 14;

const column = document.createElement("div");
for (const [attribute, value] of Object.entries(wrapper)) column.setAttribute(attribute, value);
let around = column;
for (let level = 0; level < levelsAround; level++) {
  const box = document.createElement("div");
  box.append(around);
  around = box;
}
around.id = "feed";
document.body.append(around);

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Eleven letters from a number. */
function idOf(number) {
  let id = "";
  for (let left = number; id.length < 5; left = Math.floor(left / 7) + 3) id += letters[left % 64];
  return id + String(number).slice(-6);
}

function namesOf(number) {
  return {
    number: String(name === "telegram" ? (number % 900_000_000) + 1 : number),
    second: String(number + 500_000_000_000),
    place: String(number % 1000),
    handle: `${name === "facebook" ? "akun." : "akun_"}${number % 97}`,
    other: `kutipan_${number % 89}`,
    id: idOf(number),
    comment: encodeURIComponent(btoa(`comment:${number}_17450000000001`)),
  };
}

const fill = (pattern, names) => pattern.replace(/\{(\w+)\}/g, (_, key) => names[key]);

/** The places of a template that name the post: attributes and texts, each with its element's position. */
function slotsOf(element) {
  const slots = [];
  for (const [index, at] of [element, ...element.querySelectorAll("*")].entries()) {
    for (const attribute of at.attributes) {
      if (attribute.value.includes("{"))
        slots.push({ index, attribute: attribute.name, pattern: attribute.value });
    }
    const [text] = at.childNodes;
    if (text?.nodeType === 3 && text.nodeValue.includes("{")) slots.push({ index, pattern: text.nodeValue });
  }
  return slots;
}

// The page's policy requires trusted types.
const policy = globalThis.trustedTypes?.createPolicy("feed", { createHTML: (html) => html });
const parsed = document.createElement("template");
const html = await (await fetch(`/${name}.html`)).text();
parsed.innerHTML = policy ? policy.createHTML(html) : html;
const templates = [...parsed.content.children].map((element) => ({ element, slots: slotsOf(element) }));

/** The parts of each cell that name its post. */
const partsOf = new WeakMap();

function write(cell, number) {
  const names = namesOf(number);
  for (const { at, attribute, pattern } of partsOf.get(cell)) {
    const value = fill(pattern, names);
    if (attribute) at.setAttribute(attribute, value);
    else at.firstChild.nodeValue = value;
  }
}

function cellOf(number) {
  const { element, slots } = templates[number % templates.length];
  const cell = document.importNode(element, true);
  const all = [cell, ...cell.querySelectorAll("*")];
  partsOf.set(
    cell,
    slots.map((slot) => ({ ...slot, at: all[slot.index] })),
  );
  write(cell, number);
  return cell;
}

/** `?from=NUMBER&count=POSTS` asks for certain posts. */
const asked = new URLSearchParams(location.search);
let next = Number(asked.get("from") ?? 1_860_000_000_000);

function addPosts(count) {
  for (let added = 0; added < count; added++) column.append(cellOf(next++));
}

/** Gives the topmost cell to the next post and puts it at the end. */
function reusePost() {
  const cell = column.firstElementChild;
  column.append(cell);
  write(cell, next++);
}

function cutTo(cells) {
  while (column.childElementCount > cells) column.firstElementChild.remove();
}

function showPosts(count, way) {
  for (let shown = 0; shown < count; shown++) {
    if (way === "reuse" && column.childElementCount >= mostCells.reuse) reusePost();
    else addPosts(1);
  }
  if (way !== "append") cutTo(mostCells[way]);
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

addPosts(Number(asked.get("count") ?? perFrame));

window.feed = {
  post,
  /** Shows this many more posts while scrolling; resolves when the last was drawn. */
  async scroll({ count, way }) {
    for (let shown = 0; shown < count; shown += perFrame) {
      showPosts(Math.min(perFrame, count - shown), way);
      window.scrollTo(0, document.documentElement.scrollHeight);
      await frame();
    }
    await frame();
  },
  /**
   * Adds a few posts at the pace of a person who scrolls, several times. Resolves with the wait in ms of each post that
   * came into view; those that the page jumped over are identified later, in idle time.
   */
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
      window.scrollTo(0, document.documentElement.scrollHeight);
      for (const fresh of [...column.querySelectorAll(post)].slice(-count)) {
        if (fresh.getBoundingClientRect().bottom > 0) since.set(fresh, now);
      }
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    seen.disconnect();
    return { waits, without: since.size };
  },
};
