/** The feed of someone who is logged in; with `?obrolan` beside an open chat that reaches over its right side. */

import { h } from "./dom.js";
import { chat, layout, unit } from "./facebook.js";
import { feed } from "./posts.js";

const posts = h("div", { role: "feed", class: "feed" }, ...feed.map(unit));
layout(h("div", { role: "main" }, posts), true);
if (new URLSearchParams(location.search).has("obrolan"))
  document.body.append(chat(posts.getBoundingClientRect().right - 40));
