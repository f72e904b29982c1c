/** One post with its comments, as people who are not logged in see it. */

import { h } from "./dom.js";
import { layout, single } from "./facebook.js";
import { permalink } from "./posts.js";

layout(h("div", { role: "main", class: "feed" }, single(permalink)), false);
