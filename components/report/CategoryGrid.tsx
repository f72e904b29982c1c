/** The categories as a grid of radio buttons, each with its key. */

import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import type { CategoryCode } from "../../utils/shared/contract/category.ts";
import { categories, order, pickKeys } from "../../utils/shared/policy/categories.ts";
import { useLanguage } from "../ui/language.ts";
import { useFirstFocus } from "./use-first-focus.ts";

/** The offered categories in grid order: all, or those that the organisation uses. */
export const OfferedCategoriesContext = createContext<readonly CategoryCode[]>(order);

export const useOfferedCategories = () => useContext(OfferedCategoriesContext);

export interface CategoryGridProps {
  value: CategoryCode | undefined;
  /** Shows the chosen category alone: the others are folded away, or cannot be chosen any more. */
  chosenOnly: boolean;
  onPick(code: CategoryCode): void;
}

const columns = 3;

/** Chosen by two presses, because it destroys pictures and text. */
const apart: CategoryCode = "PORNO_ANAK";

export function CategoryGrid({ value, chosenOnly, onPick }: CategoryGridProps) {
  const { t, words } = useLanguage();
  const inPolicy = useOfferedCategories();
  // Below the others: the rarest choice must not be beside the commonest.
  const offered = [
    ...inPolicy.filter((code) => code !== apart),
    ...inPolicy.filter((code) => code === apart),
  ];
  const grid = useRef<HTMLDivElement>(null);

  // Focuses the group, not its first cell: a stray space must not choose. Done at once so that digit keys work.
  useFirstFocus(grid);
  useEffect(() => {
    if (!grid.current?.contains(document.activeElement)) return;
    grid.current.querySelector<HTMLElement>('[aria-checked="true"]')?.focus({ preventScroll: true });
  }, [value]);
  // Unfolded by a press of "Ganti", which is gone now.
  useEffect(() => {
    if (!chosenOnly) grid.current?.querySelector<HTMLElement>('[aria-checked="true"]')?.focus();
  }, [chosenOnly]);

  // Arrow keys move only the focus: selecting on the way would destroy the pictures.
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const cells = [...(grid.current?.querySelectorAll("button") ?? [])];
    const index = cells.indexOf(document.activeElement as HTMLButtonElement);
    const next = index < 0 ? 0 : index + step;
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
        if (chosenOnly && code !== value) return null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a native radio button selects when arrow keys pass over it
          <button
            key={code}
            type="button"
            class={code === apart ? "cell apart" : "cell"}
            role="radio"
            aria-checked={code === value}
            aria-label={`${words(category.label)}, ${t("form.keyHint", { key: pickKeys[code].toUpperCase() })}`}
            title={`${words(category.label)}. ${words(category.hint)}`}
            tabIndex={code === (value ?? offered[0]) ? 0 : -1}
            data-testid={`category-${code}`}
            // The second click of a double click chooses nothing.
            onClick={(event) => event.detail > 1 || onPick(code)}
          >
            <kbd>{pickKeys[code].toUpperCase()}</kbd>
            <span>{words(category.short)}</span>
            {code === apart ? <span class="muted">{t("form.apart")}</span> : null}
          </button>
        );
      })}
    </div>
  );
}
