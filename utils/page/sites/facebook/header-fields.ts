/** Field readings for the headers of groups, pages and profiles on Facebook. */

import type { FieldReadings, Reading } from "../site.ts";

const cover: Reading = {
  in: "page",
  at: '[role="main"] img[data-imgperflogname="profileCoverPhoto"]',
  read: "attr:src",
  as: "address",
};

/** In the order of the recipes: group, account. */
export const facebookHeaders: readonly FieldReadings[] = [
  { title: [{ read: "text" }], media: [cover] },
  {
    authorName: [{ read: "text" }],
    authorHandle: [{ in: "address", read: "attr:href", as: "account-handle" }],
    authorLink: [{ in: "address", read: "attr:href", as: "account-address" }],
    authorId: [{ in: "address", read: "attr:href", as: "account-id" }],
    media: [cover],
  },
];
