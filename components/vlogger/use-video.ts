/** Where the task's video stands, looked at again and again while somebody can see it. */

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { videoLookMs } from "../../utils/core/waits.ts";
import type { VideoNow } from "../../utils/review/task-video.ts";
import type { ReviewCalls } from "./calls.ts";

export interface WatchedVideo {
  now: VideoNow | undefined;
  /** Looks at once; for whoever must not rest on what was a second ago. */
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
