/** Elements or exceptions as checkboxes, each with the guidance for cases of doubt. */

import { useEffect, useRef } from "preact/hooks";
import type { Ground } from "../../../utils/shared/policy/elements.ts";
import { useLanguage } from "../../ui/language.ts";

export interface GroundsProps {
  label: string;
  grounds: readonly Ground[];
  ticked: readonly string[];
  /** A send was refused because boxes are unticked: marks them and focuses the first. */
  missing: boolean;
  onTick(ids: string[]): void;
}

export function Grounds({ label, grounds, ticked, missing, onTick }: GroundsProps) {
  const { words } = useLanguage();
  const set = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (missing) set.current?.querySelector<HTMLInputElement>("input:not(:checked)")?.focus();
  }, [missing]);
  return (
    <fieldset ref={set} class="field">
      <legend class="legend">{label}</legend>
      {grounds.map((ground) => (
        <label key={ground.id} class="check" data-testid={`ground-${ground.id}`}>
          <input
            type="checkbox"
            checked={ticked.includes(ground.id)}
            aria-invalid={missing && !ticked.includes(ground.id) ? "true" : undefined}
            onChange={(event) => {
              const others = ticked.filter((id) => id !== ground.id);
              onTick(event.currentTarget.checked ? [...others, ground.id] : others);
            }}
          />
          <span>
            {words(ground.words)}
            {ground.doubt ? <span class="small muted"> {words(ground.doubt)}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
