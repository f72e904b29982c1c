/** Elements or exceptions to be ticked one by one, with what decides in doubt. */

import type { Ground } from "../../utils/policy/elements.ts";
import { useLanguage } from "../shared/language.ts";

export interface GroundsProps {
  label: string;
  grounds: readonly Ground[];
  ticked: readonly string[];
  onTick(ids: string[]): void;
}

export function Grounds({ label, grounds, ticked, onTick }: GroundsProps) {
  const { words } = useLanguage();
  return (
    <fieldset class="field">
      <legend class="legend">{label}</legend>
      {grounds.map((ground) => (
        <label key={ground.id} class="check" data-testid={`ground-${ground.id}`}>
          <input
            type="checkbox"
            checked={ticked.includes(ground.id)}
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
