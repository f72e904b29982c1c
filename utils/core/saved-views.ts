/** Views of the queue kept on this device. */

import { storage } from "wxt/utils/storage";
import { z } from "zod";
import { type SavedView, savedView } from "../contract/queue.ts";
import { checked } from "./stored.ts";

/** Apart from the other settings: only the popup and the desk load their shape. */
export const savedViews = checked(
  storage.defineItem<readonly SavedView[]>("local:saved-views", { fallback: [], version: 1 }),
  z.array(savedView),
);
