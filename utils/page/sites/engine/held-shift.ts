/** Tracks the Shift key for button presses: Firefox omits it from clicks that the keyboard triggers. */

let held = false;

/** Must be called for every event on our buttons. */
export function heldShift({ type, shiftKey, detail }: MouseEvent): boolean {
  if (type === "keydown") held = shiftKey;
  // A click triggered by the keyboard has `detail` 0.
  return shiftKey || (!detail && held);
}
