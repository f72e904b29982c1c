/** The page of one post, with its replies. */

import { h, icon } from "./dom.js";
import { replies, status } from "./posts.js";
import { cell, layout } from "./x.js";

const bar = h(
  "div",
  { class: "row back" },
  h("a", { href: "/home", "aria-label": "Kembali" }, icon("back")),
  h("span", { class: "strong" }, "Postingan"),
);
layout(bar).append(h("section", { "aria-label": "Linimasa: Percakapan" }, ...[status, ...replies].map(cell)));
