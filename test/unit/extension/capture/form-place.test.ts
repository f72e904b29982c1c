/** The form stands beside the pressed button and inside the window. */

import { expect, test } from "vitest";
import { placeBeside } from "../../../../utils/page/capture/form-frame.ts";

const button = (left: number, top: number) => ({ left, top, right: left + 32, bottom: top + 32 });
const laptop = { innerWidth: 1440, innerHeight: 900 };

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
    { innerWidth: 400, innerHeight: 700 },
    { top: 16, left: 16 },
  ],
] as const)("%s", (_, near, view, place) => {
  expect(placeBeside(near, view)).toEqual(place);
});
