/** Named filter sets: pick, save, delete. */

import { useEffect, useState } from "preact/hooks";
import type { Client } from "../../../utils/extension/desk/client.ts";
import { limits } from "../../../utils/shared/contract/limits.ts";
import type { QueueFilter, SavedView } from "../../../utils/shared/contract/queue-filter.ts";
import { Foreign } from "../../ui/Foreign.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { X } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";

export type ViewCalls = Pick<Client, "listViews" | "saveView" | "deleteView">;

export interface SavedViewsProps {
  filter: QueueFilter;
  onPick(filter: QueueFilter): void;
  calls: ViewCalls;
}

export function SavedViews({ filter, onPick, calls }: SavedViewsProps) {
  const { t } = useLanguage();
  const [views, setViews] = useState<readonly SavedView[]>([]);
  const [typed, setTyped] = useState("");
  useEffect(() => void calls.listViews().then(setViews), []);
  const name = typed.trim();
  return (
    <form
      class="views"
      aria-label={t("queue.views")}
      onSubmit={(event) => {
        event.preventDefault();
        if (name === "") return;
        setTyped("");
        void calls.saveView({ name, filter }).then(setViews);
      }}
    >
      <h2>{t("queue.views")}</h2>
      <ul class="chips">
        {views.map((view) => (
          <li key={view.name} class="view">
            <button type="button" class="button" data-testid="view-pick" onClick={() => onPick(view.filter)}>
              <Foreign text={view.name} />
            </button>
            <IconButton
              label={t("queue.viewDelete", { name: view.name })}
              icon={X}
              size={14}
              data-testid="view-delete"
              onClick={() => void calls.deleteView(view.name).then(setViews)}
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
