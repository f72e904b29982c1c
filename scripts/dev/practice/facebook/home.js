/** The feed of someone who is logged in. */

import { h } from "./dom.js";
import { layout, unit } from "./facebook.js";
import { feed } from "./posts.js";

layout(h("div", { role: "main" }, h("div", { role: "feed", class: "feed" }, ...feed.map(unit))), true);
