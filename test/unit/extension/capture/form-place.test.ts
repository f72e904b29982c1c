/** The form stands beside the pressed button and inside the window. */

import { expect, test } from "vitest";
import { placeBeside } from "../../../../utils/page/capture/form-frame.ts";

const button = (left: number, top: number) => ({ left, top, right: left + 32, bottom: top + 32 });
const windowOf = (width: number, height: number) => ({ offsetLeft: 0, offsetTop: 0, width, height });
const laptop = windowOf(1_440, 900);
const pinched = { offsetLeft: 200, offsetTop: 100, width: 960, height: 620 };

test.each([
  ["right of the button, its middle at the button's", button(700, 434), laptop, { top: 150, left: 740 }],
  ["left of a button at the right edge", button(1_380, 434), laptop, { top: 150, left: 972 }],
  [
    "over the button alone where both sides are too narrow for a gap",
    button(1_022, 434),
    laptop,
    { top: 150, left: 1024 },
  ],
  ["not above the window", button(700, 10), laptop, { top: 16, left: 740 }],
  ["not below the window", button(700, 880), laptop, { top: 284, left: 740 }],
  [
    "at the edge of a window that has no room beside",
    button(180, 300),
    windowOf(400, 700),
    { top: 16, left: 16 },
  ],
  ["in the part that a pinch gesture enlarged", button(900, 300), pinched, { top: 116, left: 492 }],
  ["at the corner of that part", button(230, 680), pinched, { top: 116, left: 270 }],
] as const)("%s", (_, near, view, place) => {
  expect(placeBeside(near, view)).toEqual(place);
});
