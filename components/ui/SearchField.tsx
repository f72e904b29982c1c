/** A search box that reports its words after a pause in typing. */

import type { Ref } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { searchDebounceMs } from "../../utils/extension/browser/delays.ts";
import { limits } from "../../utils/shared/contract/limits.ts";

export interface SearchFieldProps {
  label: string;
  placeholder?: string;
  testId: string;
  value: string;
  inputRef?: Ref<HTMLInputElement>;
  onChange(words: string): void;
}

export function SearchField({ label, placeholder, testId, value, inputRef, onChange }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const reported = useRef(value);
  // Other filters may change while the report waits.
  const latest = useRef(onChange);
  latest.current = onChange;
  useEffect(() => {
    // Reported words come back without the space after them, which the next word needs.
    if (value !== reported.current) setTyped(value);
    reported.current = value;
  }, [value]);
  useEffect(() => {
    const words = typed.trim();
    if (words === value) return;
    const timer = setTimeout(() => {
      reported.current = words;
      latest.current(words);
    }, searchDebounceMs);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <input
      {...(inputRef ? { ref: inputRef } : {})}
      type="search"
      class="input"
      aria-label={label}
      placeholder={placeholder ?? label}
      title={label}
      data-testid={testId}
      maxLength={limits.searchChars}
      value={typed}
      onInput={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
