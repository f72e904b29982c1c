/** The page of one photo: the photo, and beside it a column with what is said about it. */

import { h, picture } from "./dom.js";
import { layout, single } from "./facebook.js";
import { permalink } from "./posts.js";

const { photo, ...about } = permalink;

layout(
  h(
    "div",
    { class: "viewer" },
    h(
      "div",
      { role: "main" },
      h(
        "div",
        {},
        h("img", {
          "data-visualcompletion": "media-vc-image",
          alt: photo[2],
          src: picture(photo[0], photo[1]),
        }),
      ),
    ),
    h("div", { role: "complementary" }, single(about)),
  ),
  false,
);
