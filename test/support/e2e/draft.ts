/** Reads the draft behind an open form, and pixels of its pictures. */

import type { SitePage } from "../../../scripts/dev/drivers/driver.ts";
import type { Draft } from "../../../utils/shared/contract/draft.ts";

export async function readDraft(page: SitePage): Promise<Draft> {
  return page.form.evaluate(async () => {
    interface Api {
      runtime: { sendMessage(message: unknown): Promise<{ ok: boolean; problem: unknown; value: never }> };
    }
    const scope = globalThis as unknown as { browser?: Api; chrome: Api };
    const draftId = new URLSearchParams(location.search).get("draft");
    const message = { name: "read-draft", input: { draftId } };
    const answer = await (scope.browser ?? scope.chrome).runtime.sendMessage(message);
    if (!answer.ok) throw new Error(JSON.stringify(answer.problem));
    return answer.value;
  });
}

export type CapturedDraft = Extract<Draft, { state: "captured" }>;

export async function readCaptured(page: SitePage): Promise<CapturedDraft> {
  const draft = await readDraft(page);
  if (draft.state !== "captured") throw new Error(`the draft is ${JSON.stringify(draft).slice(0, 500)}`);
  return draft;
}

/** Returns `red,green,blue` at each of these positions of a picture. */
export async function pixelsOf(
  page: SitePage,
  dataAddress: string,
  places: readonly { x: number; y: number }[],
): Promise<string[]> {
  return page.form.evaluate(
    async ({ address, wanted }) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
      const context = canvas.getContext("2d", { willReadFrequently: true });
      if (!context) throw new Error("no canvas");
      context.drawImage(image, 0, 0);
      return wanted.map(({ x, y }) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)].join());
    },
    { address: dataAddress, wanted: [...places] },
  );
}
