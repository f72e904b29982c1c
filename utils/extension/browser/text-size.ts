/**
 * The text size of the extension's own pages. Read before the first paint, so it is not in the extension's storage. Framed
 * pages use no storage: the form gets a copy with its settings.
 */

export const textSizes = [13, 14, 15, 16] as const;
export type TextSize = (typeof textSizes)[number];

/** In `localStorage`, and for the form in the extension's storage. */
export const textSizeKey = "text-size";
const normal: TextSize = 13;

export function readTextSize(stored: unknown = localStorage.getItem(textSizeKey)): TextSize {
  return textSizes.find((size) => size === Number(stored)) ?? normal;
}

export function setTextSize(size: TextSize): void {
  localStorage.setItem(textSizeKey, String(size));
  applyTextSize();
}

export function applyTextSize(size: number = readTextSize()): void {
  // Without a rule, the person's own setting of the browser counts.
  document.documentElement.style.fontSize = size === normal ? "" : `${(size / normal) * 100}%`;
}

/** Also follows a change in another page. */
export function startTextSize(): void {
  applyTextSize();
  addEventListener("storage", (event) => {
    if (event.key === textSizeKey || event.key === null) applyTextSize();
  });
}
