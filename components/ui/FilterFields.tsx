/** Labelled fields of a list's filters: a choice, and a day. */

import { useId } from "preact/hooks";

export type FilterOption = [value: string, label: string];

export interface FilterChoiceProps {
  /** Its test id is `filter-NAME`. */
  name: string;
  label: string;
  value: string | undefined;
  options: FilterOption[];
  onPick(value: string): void;
}

export function FilterChoice({ name, label, value, options, onPick }: FilterChoiceProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="input"
        data-testid={`filter-${name}`}
        value={value ?? ""}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

export interface FilterDayProps {
  name: string;
  label: string;
  /** `YYYY-MM-DD`. */
  value: string | undefined;
  onChange(value: string): void;
}

export function FilterDay({ name, label, value, onChange }: FilterDayProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        class="input"
        data-testid={`filter-${name}`}
        value={value ?? ""}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

/** Keeps a chosen value that the list no longer has, so that the person can deselect it. */
export function withChosen(known: readonly string[], chosen: string | undefined): string[] {
  return chosen === undefined || known.includes(chosen) ? [...known] : [...known, chosen];
}
