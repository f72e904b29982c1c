/** Named filter sets: pick, save, delete. */

import { useState } from "preact/hooks";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { QueueFilter } from "../../../utils/shared/contract/queue-filter.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import type { SavedViewList } from "./use-saved-views.ts";

export interface SavedViewsProps {
  filter: QueueFilter;
  onPick(filter: QueueFilter): void;
  saved: SavedViewList;
}

export function SavedViews({ filter, onPick, saved }: SavedViewsProps) {
  const { t } = useLanguage();
  const [typed, setTyped] = useState("");
  const name = typed.trim();
  return (
    <form
      class="views"
      aria-label={t("queue.views")}
      onSubmit={(event) => {
        event.preventDefault();
        if (name === "") return;
        setTyped("");
        saved.save({ name, filter });
      }}
    >
      <h2>{t("queue.views")}</h2>
      <ul class="chips">
        {saved.views.map((view) => (
          <li key={view.name} class="view">
            <button type="button" class="button" data-testid="view-pick" onClick={() => onPick(view.filter)}>
              <Foreign text={view.name} />
            </button>
            <IconButton
              label={t("queue.viewDelete", { name: view.name })}
              icon={X}
              size={14}
              data-testid="view-delete"
              onClick={() => saved.remove(view.name)}
            />
          </li>
        ))}
      </ul>
      <div class="view-new">
        <input
          class="input"
          aria-label={t("queue.viewName")}
          placeholder={t("queue.viewName")}
          data-testid="view-name"
          maxLength={limits.viewNameChars}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit" class="button" data-testid="view-save" disabled={name === ""}>
          {t("queue.viewSave")}
        </button>
      </div>
    </form>
  );
}
