/** Whether a button is pressed with Shift: Firefox forgets that in a click made with a key. */

let held = false;

/** To be told of every event on our buttons. */
export function heldShift({ type, shiftKey, detail }: MouseEvent): boolean {
  if (type === "keydown") held = shiftKey;
  // A click made with a key has no detail.
  return shiftKey || (!detail && held);
}
