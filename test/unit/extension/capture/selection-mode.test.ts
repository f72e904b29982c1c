/** @vitest-environment happy-dom */
/** Presses that come before the mode is ready belong to it. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openForm } from "../../../../utils/page/capture/open-form.ts";
import { PostSelection } from "../../../../utils/page/capture/post-selection.ts";
import * as form from "../../../../utils/page/capture/run-form.ts";
import * as siteFields from "../../../../utils/page/capture/site-fields.ts";
import type { PageScriptState, PostRef } from "../../../../utils/page/sites/engine/post-ref.ts";
import { sites } from "../../../../utils/page/sites/index.ts";
import type { SiteFields } from "../../../../utils/page/sites/site.ts";
import { fail, type Result } from "../../../../utils/shared/contract/result.ts";

// happy-dom lacks popovers; the bar is shown above the page by one.
Object.assign(HTMLElement.prototype, { showPopover: () => undefined });

const site = sites.x;
const several = { several: true } as const;
let fields: PromiseWithResolvers<Result<SiteFields>>;
let memory: PageScriptState;
let runForm: ReturnType<typeof spyOnForm>;
let marked: ReturnType<typeof spyOnMarks>;

const spyOnForm = () => vi.spyOn(form, "runForm").mockResolvedValue();
const spyOnMarks = () => vi.spyOn(PostSelection.prototype, "press").mockReturnValue({ marked: [] });
const subjects = () => marked.mock.calls.map(([clicked]) => clicked.subject);

function clickOn(id: string, more: Partial<PostRef> = {}): PostRef {
  return {
    site,
    recipe: 0,
    subject: `x:post:${id}`,
    post: new WeakRef(document.body),
    state: "idle",
    ...more,
  };
}

beforeEach(() => {
  fields = Promise.withResolvers();
  vi.spyOn(siteFields, "fieldsOf").mockReturnValue(fields.promise);
  runForm = spyOnForm();
  marked = spyOnMarks();
  memory = {
    site,
    presses: [],
    use: () => undefined,
    setState: vi.fn(),
    markAll: () => undefined,
    posts: () => [],
    focus: () => undefined,
    boxOf: () => undefined,
  };
});

afterEach(() => {
  memory.selectionMode = undefined;
  vi.restoreAllMocks();
});

test("a second press while the fields are being fetched is marked after the first", async () => {
  memory.presses = [clickOn("1", several)];
  const starting = openForm(memory, false);
  memory.selectionMode?.press(clickOn("2"));
  expect(marked).not.toHaveBeenCalled();
  fields.resolve({ ok: true, value: {} as never });
  await starting;
  expect(subjects()).toEqual(["x:post:1", "x:post:2"]);
  memory.selectionMode?.press(clickOn("3"));
  expect(marked).toHaveBeenCalledTimes(3);
});

test.each([
  ["with Shift", [clickOn("1", several), clickOn("2")], false],
  ["from the popup", [clickOn("1"), clickOn("2")], true],
])("every press while the script itself is on its way is marked: begun %s", async (_, presses, begun) => {
  Object.assign(memory, { presses, selectionRequested: begun });
  fields.resolve({ ok: true, value: {} as never });
  await openForm(memory, false);
  expect(subjects()).toEqual(["x:post:1", "x:post:2"]);
  expect(memory.presses).toEqual([]);
  expect(runForm).not.toHaveBeenCalled();
});

test("without the mode the form is for the last press, and the other buttons show their earlier text again", async () => {
  const first = clickOn("1", { state: "reported" });
  memory.presses = [first, clickOn("2")];
  await openForm(memory, false);
  expect(runForm).toHaveBeenCalledOnce();
  expect(memory.setState).toHaveBeenCalledExactlyOnceWith(first, "reported");
  expect(marked).not.toHaveBeenCalled();
});

test("shows that posts cannot be read, and stops opening buttons", async () => {
  const first = clickOn("1", several);
  memory.presses = [first];
  fields.resolve(fail("internal", "gone", "now"));
  await openForm(memory, false);
  const [run] = runForm.mock.calls[0] ?? [];
  expect(await run?.read()).toMatchObject({ opening: { state: "refused", problem: { code: "internal" } } });
  expect(memory.setState).not.toHaveBeenCalled();
  run?.onClosed("cancelled", true);
  expect(memory.setState).toHaveBeenCalledExactlyOnceWith(first, "idle");
  expect(memory.selectionMode).toBeUndefined();
});
