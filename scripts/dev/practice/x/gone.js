/** The page of a post that is not shown: a notice in its place, which comes a moment after the page. Any post's once it was taken down. */

import { h, icon } from "./dom.js";
import { article, layout } from "./x.js";

const notices = {
  0: "Postingan ini melanggar Aturan X.",
  1: "Postingan ini dihapus oleh penulisnya.",
  2: "Konten ini ditahan di Indonesia berdasarkan hukum setempat.",
  3: "Postingan ini tidak tersedia.",
};
const bar = h(
  "div",
  { class: "row back" },
  h("a", { href: "/home", "aria-label": "Kembali" }, icon("back")),
  h("span", { class: "strong" }, "Postingan"),
);
const middle = layout(bar);
setTimeout(() => {
  const tombstone = notices[/90(\d)$/.exec(location.pathname)?.[1] ?? 0];
  const cell = h("div", { "data-testid": "cellInnerDiv" }, article({ tombstone }));
  cell.style.transform = "translateY(0px)";
  middle.append(h("section", { "aria-label": "Linimasa: Percakapan" }, cell));
}, 700);
