/** The home timeline: posts come after loading, and a cell scrolled far away is used again for another post. */

import { h } from "./dom.js";
import { later, timeline } from "./posts.js";
import { refill } from "./refill.js";
import { article, cell, layout } from "./x.js";

const tabs = h(
  "div",
  { class: "tabs" },
  h("span", { class: "strong on" }, "Untuk Anda"),
  h("span", { class: "grey" }, "Mengikuti"),
);
const middle = layout(tabs);
const list = h("section", { "aria-label": "Linimasa: Linimasa Beranda Anda" });
middle.append(list);
list.append(...timeline.map(cell));

addEventListener(
  "scroll",
  () => {
    const next = later[0];
    const first = list.querySelector('article[data-testid="tweet"]');
    if (!next || scrollY < 1400 || !first || first.getBoundingClientRect().bottom > -200) return;
    later.shift();
    const moved = first.closest('[data-testid="cellInnerDiv"]');
    const gap = Number.parseFloat(list.style.paddingTop || "0") + moved.offsetHeight;
    list.append(moved);
    list.style.paddingTop = `${gap}px`;
    refill(first, article(next));
  },
  { passive: true },
);
