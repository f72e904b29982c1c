/** The categories as a grid of radio buttons, each with the key that picks it. */

import { useEffect, useRef } from "preact/hooks";
import type { CategoryCode } from "../../utils/contract/category.ts";
import { categories, pickKeys } from "../../utils/policy/categories.ts";
import { useLanguage } from "../shared/language.ts";
import { useOffered } from "./offered.ts";
import { useFirstFocus } from "./use-first-focus.ts";

export interface CategoryGridProps {
  value: CategoryCode | undefined;
  /** Once the no-pixels lane was chosen there is no way back: what would be needed is destroyed. */
  locked: boolean;
  onPick(code: CategoryCode): void;
}

const columns = 3;

export function CategoryGrid({ value, locked, onPick }: CategoryGridProps) {
  const { t, words } = useLanguage();
  const offered = useOffered();
  const grid = useRef<HTMLDivElement>(null);

  // The group, not its first cell: a stray space bar must not choose. At once: digits pick from now on.
  useFirstFocus(grid);
  useEffect(() => {
    if (!grid.current?.contains(document.activeElement)) return;
    grid.current.querySelector<HTMLElement>('[aria-checked="true"]')?.focus({ preventScroll: true });
  }, [value]);

  // Arrows move the focus only: choosing by passing over would destroy the pictures in the first cell.
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const cells = [...(grid.current?.querySelectorAll("button") ?? [])];
    const at = cells.indexOf(document.activeElement as HTMLButtonElement);
    // The first cell is two columns wide.
    const wide = step === columns && at === 0 ? -1 : step === -columns && at === 2 ? 1 : 0;
    const next = at < 0 ? 0 : at + step + wide;
    cells[Math.min(Math.max(next, 0), cells.length - 1)]?.focus();
  };

  return (
    <div
      ref={grid}
      class="grid"
      role="radiogroup"
      aria-label={t("form.category")}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      {offered.map((code) => {
        const category = categories[code];
        if (locked && code !== value) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a native radio chooses while arrows pass over it
          <button
            key={code}
            type="button"
            class="cell"
            role="radio"
            aria-checked={code === value}
            aria-label={`${words(category.label)}, ${t("form.keyHint", { key: pickKeys[code].toUpperCase() })}`}
            title={`${words(category.label)}. ${words(category.hint)}`}
            tabIndex={code === (value ?? offered[0]) ? 0 : -1}
            data-testid={`category-${code}`}
            onClick={() => onPick(code)}
          >
            <kbd>{pickKeys[code].toUpperCase()}</kbd>
            <span>{words(category.short)}</span>
          </button>
        );
      })}
    </div>
  );
}
