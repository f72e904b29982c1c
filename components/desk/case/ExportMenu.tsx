/** Exports a case as a file: choice of format, progress and cancel. */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { ExportFormat } from "../../../utils/shared/contract/export.ts";
import type { Problem } from "../../../utils/shared/contract/problem.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import { Failure } from "../../ui/Failure.tsx";
import { Download } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { type SavedFile, saveFile } from "../../ui/save-file.ts";

export interface ExportMenuProps {
  caseId: string;
  exportCase(caseId: string, format: ExportFormat, signal: AbortSignal): Promise<Result<SavedFile>>;
  /** Called when the case's log has a new entry. */
  onExported(): void;
}

/** The formats that a request to a platform needs come first. */
const formats: readonly ExportFormat[] = ["pdf", "html", "wacz", "json"];

/** One export at a time: progress, cancel, and the saved file. */
function useExport({ caseId, exportCase, onExported }: ExportMenuProps) {
  const [making, setMaking] = useState<{ format: ExportFormat; stop: AbortController }>();
  const [problem, setProblem] = useState<Problem>();
  const [saved, setSaved] = useState<string>();
  useEffect(() => () => making?.stop.abort(), [making]);

  const make = async (format: ExportFormat) => {
    setProblem(undefined);
    setSaved(undefined);
    const stop = new AbortController();
    setMaking({ format, stop });
    const made = await exportCase(caseId, format, stop.signal);
    if (stop.signal.aborted) {
      if (made.ok) URL.revokeObjectURL(made.value.address);
      return;
    }
    setMaking(undefined);
    if (!made.ok) return setProblem(made.problem);
    saveFile(made.value);
    setSaved(made.value.name);
    onExported();
  };
  const stop = () => {
    making?.stop.abort();
    setMaking(undefined);
  };
  return { making: making?.format, problem, saved, make, stop };
}

interface FormatListProps {
  id: string;
  onPick(format: ExportFormat): void;
  /** Returns the focus to the button, except when Tab moves it on. */
  onLeave(by: "escape" | "tab"): void;
}

function FormatList({ id, onPick, onLeave }: FormatListProps) {
  const { t } = useLanguage();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus(), []);

  function move(event: KeyboardEvent) {
    const items = [...(list.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const wanted = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") onLeave("escape");
    else if (event.key === "Tab") return onLeave("tab");
    else if (wanted === undefined) return;
    else items.at(wanted % items.length)?.focus();
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div class="export-list" role="menu" id={id} aria-label={t("export.button")} onKeyDown={move} ref={list}>
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-testid={`export-${format}`}
          onClick={() => onPick(format)}
        >
          <strong>{t(`export.${format}`)}</strong>
          <span class="hint">{t(`export.${format}Hint`)}</span>
        </button>
      ))}
    </div>
  );
}

export function ExportMenu(props: ExportMenuProps) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { making, problem, saved, make, stop } = useExport(props);
  const root = useRef<HTMLDivElement>(null);
  const listId = useId();

  useEffect(() => {
    if (!isOpen) return;
    const leave = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [isOpen]);

  function close() {
    setOpen(false);
    root.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  }

  return (
    <div class="export" ref={root}>
      <button
        type="button"
        class="button quiet"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-disabled={making !== undefined}
        data-testid="export"
        onClick={() => making === undefined && setOpen(!isOpen)}
      >
        <Download size={16} aria-hidden="true" />
        {t("export.button")}
      </button>
      {isOpen ? (
        <FormatList
          id={listId}
          onPick={(format) => {
            close();
            void make(format);
          }}
          onLeave={(by) => (by === "tab" ? setOpen(false) : close())}
        />
      ) : null}
      <div class="export-state" role="status">
        {making ? (
          <>
            <span>{t("export.making", { format: t(`export.${making}`) })}</span>
            <button type="button" class="button link" data-testid="export-stop" onClick={stop}>
              {t("export.stop")}
            </button>
          </>
        ) : saved === undefined ? null : (
          <span data-testid="export-saved">{t("export.saved", { name: saved })}</span>
        )}
      </div>
      {problem ? <Failure problem={problem} /> : null}
    </div>
  );
}
