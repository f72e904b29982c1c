/**
 * All keyboard shortcuts of desk and reviews, with their entry in the help sheet. Arrows, Enter and Space act
 * on the focused element.
 */

import type { PlainTextKey } from "../../shared/i18n/text.ts";

/**
 * Where a shortcut works: in the list, on the open case, on a group under review, everywhere on the desk, on an
 * enlarged picture, on a vlogger's task, or among requests.
 */
export type KeyPlace = "list" | "case" | "group" | "everywhere" | "picture" | "task" | "request";

export interface KeyUse {
  /** In the notation of `KeyboardEvent.key`; `1-9` is any of the nine digits, `Arrows` any of the four. */
  key: string;
  /** With Ctrl, or Command on a Mac. */
  ctrl?: true;
  shift?: true;
  /** Also works while the person is typing in a field. */
  inFields?: true;
  places: readonly KeyPlace[];
  label: PlainTextKey;
}

const decided = ["case", "group"] as const;

export const keys = {
  up: { key: "ArrowUp", places: ["list"], label: "keys.up" },
  down: { key: "ArrowDown", places: ["list"], label: "keys.down" },
  open: { key: "Enter", places: ["list"], label: "keys.open" },
  select: { key: "x", places: ["list"], label: "selection.key" },
  search: { key: "/", places: ["list"], label: "keys.search" },
  next: { key: "n", places: ["everywhere"], label: "keys.next" },
  previous: { key: "b", places: ["everywhere"], label: "keys.previous" },
  help: { key: "?", places: ["everywhere", "task"], label: "keys.help" },
  group: { key: "l", places: ["case"], label: "keys.openGroup" },
  leave: { key: "Escape", inFields: true, places: ["everywhere", "task"], label: "keys.leave" },
  tick: { key: " ", places: ["group"], label: "keys.tick" },
  tickAll: { key: "a", places: ["group"], label: "group.all" },
  approve: { key: "s", places: decided, label: "act.approve" },
  reject: { key: "t", places: decided, label: "act.reject" },
  confirm: { key: "k", places: decided, label: "act.confirm" },
  refuse: { key: "j", places: decided, label: "act.refuse" },
  undo: { key: "z", places: decided, label: "act.undo" },
  allMet: { key: "u", places: decided, label: "keys.allMet" },
  digit: { key: "1-9", places: decided, label: "keys.digit" },
  send: { key: "Enter", ctrl: true, inFields: true, places: decided, label: "keys.send" },
  recategorise: { key: "g", places: ["case"], label: "act.recategorise" },
  escalate: { key: "e", places: ["case"], label: "act.escalate" },
  reveal: { key: "d", places: ["case", "request"], label: "keys.reveal" },
  revealAll: { key: "d", shift: true, places: ["case"], label: "review.fileShowAll" },
  zoomIn: { key: "+", places: ["picture"], label: "review.zoomIn" },
  zoomOut: { key: "-", places: ["picture"], label: "review.zoomOut" },
  zoomFit: { key: "0", places: ["picture"], label: "review.zoomFit" },
  zoomPan: { key: "Arrows", places: ["picture"], label: "review.zoomPan" },
  fileBefore: { key: "ArrowLeft", places: ["picture"], label: "review.fileBefore" },
  fileAfter: { key: "ArrowRight", places: ["picture"], label: "review.fileAfter" },
  notes: { key: "c", places: ["case"], label: "keys.notes" },
  takeCase: { key: "w", places: ["case"], label: "assign.me" },
  copyLink: { key: "y", places: ["case"], label: "case.copyLink" },
  ask: { key: "p", places: ["case"], label: "act.ask" },
  reverse: { key: "v", places: ["case"], label: "act.reverse" },
  makeRequest: { key: "f", places: ["case", "group", "request"], label: "make.act" },
  makeSaved: { key: "o", places: ["everywhere"], label: "keys.makeSaved" },
  rowUp: { key: "ArrowUp", places: ["request"], label: "keys.rowUp" },
  rowDown: { key: "ArrowDown", places: ["request"], label: "keys.rowDown" },
  nextRequest: { key: "n", places: ["request"], label: "keys.requestNext" },
  previousRequest: { key: "b", places: ["request"], label: "keys.requestPrevious" },
  reprimand: { key: "t", places: ["request"], label: "keys.requestReprimand" },
  recordAnswer: { key: "j", places: ["request"], label: "keys.requestAnswer" },
  openLetter: { key: "s", places: ["request"], label: "keys.requestLetter" },
  sendRequest: { key: "Enter", ctrl: true, inFields: true, places: ["request"], label: "keys.requestSend" },
  requestHelp: { key: "?", places: ["request"], label: "keys.requestHelp" },
  leaveRequest: { key: "Escape", inFields: true, places: ["request"], label: "keys.requestLeave" },
  regroup: { key: "m", places: ["case"], label: "act.regroup" },
  mark: { key: "m", places: ["task"], label: "keys.mark" },
  verdict: { key: "1-9", places: ["task"], label: "keys.verdict" },
  showVideo: { key: "v", places: ["task"], label: "vlogger.openVideo" },
  sendReview: { key: "Enter", ctrl: true, inFields: true, places: ["task"], label: "vlogger.send" },
  nextTask: { key: "n", places: ["task"], label: "vlogger.next" },
  askReviewers: { key: "r", places: ["case"], label: "act.ask-reviewers" },
} as const satisfies Record<string, KeyUse>;
export type KeyName = keyof typeof keys;

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Returns the names of a key press. `writing`: the focus is in a field, where letters are text. */
export function keyNames(pressed: Pressed, writing: boolean): KeyName[] {
  if (pressed.altKey) return [];
  const ctrl = pressed.ctrlKey || pressed.metaKey;
  return (Object.entries(keys) as [KeyName, KeyUse][])
    .filter(([, use]) => (use.ctrl ?? false) === ctrl && (use.inFields === true || !writing))
    .filter(([, { key, shift }]) => {
      if (key === "1-9") return /^[1-9]$/.test(pressed.key);
      // A letter is typed as a capital, unless Caps Lock is on. Caps Lock alone is no Shift.
      return shift ? pressed.shiftKey && pressed.key.toLowerCase() === key : key === pressed.key;
    })
    .map(([name]) => name);
}
