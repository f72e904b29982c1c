/** The panel of all that is sent, given by the page, which loads it when it is opened. */

import { type ComponentType, createContext } from "preact";
import type { PostPreviewProps } from "./PostPreview.tsx";

export const PostPreviewContext = createContext<ComponentType<PostPreviewProps>>(() => null);
