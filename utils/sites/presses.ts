/** Presses on buttons of which nothing has come yet: until the capture script is there, any of them can be pressed. */

import type { Clicked } from "./clicked.ts";

/** With one more; `isSame` tells the press that was on the same button before, in whose place it comes. */
export function withPress(
  presses: readonly Clicked[],
  clicked: Clicked,
  isSame: (one: Clicked) => boolean,
): Clicked[] {
  const before = presses.find(isSame);
  if (before) {
    clicked.state = before.state;
    if (before.several) clicked.several = true;
  }
  return [...presses.filter((one) => one !== before), clicked];
}
