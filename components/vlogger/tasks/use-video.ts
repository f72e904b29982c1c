/** State of the task's video, polled while the page is visible. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { videoLookMs } from "../../../utils/extension/browser/waits.ts";
import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import type { ReviewCalls } from "./calls.ts";

export interface WatchedVideo {
  now: VideoNow | undefined;
  /** Reads the state now instead of waiting for the next poll. */
  look(): Promise<VideoNow>;
}

export function useVideo(subject: string, calls: ReviewCalls): WatchedVideo {
  const [now, setNow] = useState<VideoNow>();
  const latest = useRef(calls);
  latest.current = calls;
  const look = useCallback(async () => {
    const seen = await latest.current.videoNow(subject);
    setNow(seen);
    return seen;
  }, [subject]);
  useEffect(() => {
    void look();
    const timer = setInterval(() => {
      if (!document.hidden) void look();
    }, videoLookMs);
    return () => clearInterval(timer);
  }, [look]);
  return { now, look };
}
