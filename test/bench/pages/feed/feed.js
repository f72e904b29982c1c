/** Scrolls through a feed that grows below and is cut off above, as X keeps only what is near. */

import { cell } from "./post.js";

const perFrame = 10;
const mostCells = 100;
/** As on the site, the column lies deep in the page. */
const levelsAround = 14;

const column = document.createElement("div");
column.dataset.testid = "primaryColumn";
let around = column;
for (let level = 0; level < levelsAround; level++) {
  const box = document.createElement("div");
  box.append(around);
  around = box;
}
document.body.append(around);

let next = 1_860_000_000_000;

function addPosts(count) {
  for (let added = 0; added < count; added++) column.append(cell(next++));
  while (column.childElementCount > mostCells) column.firstElementChild.remove();
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

addPosts(perFrame);

/** Adds this many posts while scrolling; resolves when the last was drawn. */
window.scrollFeed = async (count) => {
  for (let added = 0; added < count; added += perFrame) {
    addPosts(Math.min(perFrame, count - added));
    window.scrollTo(0, document.documentElement.scrollHeight);
    await frame();
  }
  await frame();
};
