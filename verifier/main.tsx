/** The offline page that checks a packet or an export. Reads one file and needs no network. */

import "../components/ui/tokens.css";
import "../components/ui/base.css";
import "../components/ui/controls.css";
import "./verifier.css";
import { render } from "preact";
import { z } from "zod";
import { App } from "./App.tsx";

// Disables code generation, which the page's CSP forbids; even an attempt would be reported.
z.config({ jitless: true });

render(<App />, document.body);
