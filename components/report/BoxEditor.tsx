/** Editor for redaction boxes on a picture, usable by pointer or by keyboard alone. */

import { useRef, useState } from "preact/hooks";
import type { ImageFile, PixelBox } from "../../utils/shared/contract/files.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { Plus } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { added, boxBetween, isLarge, keyed, type Point } from "./boxes.ts";

export interface BoxEditorProps {
  file: ImageFile;
  address: string;
  boxes: readonly PixelBox[];
  onChange(boxes: PixelBox[]): void;
}

export function BoxEditor({ file, address, boxes, onChange }: BoxEditorProps) {
  const { t } = useLanguage();
  const surface = useRef<HTMLDivElement>(null);
  const [from, setFrom] = useState<Point>();
  const [to, setTo] = useState<Point>();
  const drawn = from && to ? boxBetween(from, to, file) : undefined;

  const pointAt = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = (surface.current as HTMLDivElement).getBoundingClientRect();
    return { x: ((clientX - left) / width) * file.width, y: ((clientY - top) / height) * file.height };
  };
  const finish = () => {
    if (drawn && isLarge(drawn, file) && boxes.length < limits.redactionCount) onChange([...boxes, drawn]);
    setFrom(undefined);
    setTo(undefined);
  };
  const place = ({ x, y, width, height }: PixelBox) => ({
    left: `${(x / file.width) * 100}%`,
    top: `${(y / file.height) * 100}%`,
    width: `${(width / file.width) * 100}%`,
    height: `${(height / file.height) * 100}%`,
  });
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    const box = boxes[at];
    if (!box) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      onChange(boxes.toSpliced(at, 1));
      return;
    }
    const changed = keyed(box, event.key, event.shiftKey, file);
    if (!changed) return;
    event.preventDefault();
    onChange(boxes.with(at, changed));
  };

  return (
    <div class="box-editor">
      <p class="small muted">{t("form.redactHow")}</p>
      <div
        ref={surface}
        class="box-surface"
        data-testid="box-surface"
        onPointerDown={(event) => {
          if (event.target instanceof HTMLButtonElement) return;
          event.preventDefault();
          surface.current?.setPointerCapture(event.pointerId);
          setFrom(pointAt(event));
        }}
        onPointerMove={(event) => from && setTo(pointAt(event))}
        onPointerUp={finish}
        onPointerCancel={finish}
      >
        <img src={address} alt={t("form.picture")} draggable={false} />
        {boxes.map((box, at) => (
          <button
            key={at}
            type="button"
            class="box"
            data-testid="box"
            aria-label={t("form.redactBox", { number: at + 1 })}
            style={place(box)}
            onKeyDown={(event) => onKeyDown(event, at)}
          />
        ))}
        {drawn ? <span class="box" style={place(drawn)} /> : null}
      </div>
      <button
        type="button"
        class="button"
        data-testid="box-add"
        disabled={boxes.length >= limits.redactionCount}
        onClick={() => onChange([...boxes, added(file)])}
      >
        <Plus size={16} aria-hidden="true" />
        {t("form.redactAdd")}
      </button>
    </div>
  );
}
