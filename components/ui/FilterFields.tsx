/** Labelled fields of a list's filters: a choice, and a day. */

import { FieldFrame, SelectField } from "./Field.tsx";

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
  return (
    <SelectField
      label={label}
      testId={`filter-${name}`}
      value={value ?? ""}
      options={options}
      onPick={onPick}
    />
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
  return (
    <FieldFrame
      label={label}
      control={(own) => (
        <input
          {...own}
          type="date"
          data-testid={`filter-${name}`}
          value={value ?? ""}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    />
  );
}

/** Keeps a chosen value that the list no longer has, so that the person can deselect it. */
export function withChosen(known: readonly string[], chosen: string | undefined): string[] {
  return chosen === undefined || known.includes(chosen) ? [...known] : [...known, chosen];
}
