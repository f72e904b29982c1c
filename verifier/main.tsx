/** The page that checks a packet or an export: one file, no network. */

import "../components/shared/tokens.css";
import "../components/shared/base.css";
import "../components/shared/controls.css";
import "./verifier.css";
import { render } from "preact";
import { z } from "zod";
import { App } from "./App.tsx";

// Nothing here may make code from text: the page's policy forbids it, and the attempt alone would be reported.
z.config({ jitless: true });

render(<App />, document.body);
