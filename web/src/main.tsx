import { render } from "preact";

import { App } from "./app/app";
import { start } from "./app/start";
import { keepForOffline } from "./offline/register";
import "./design/theme";
import "./design/tokens.css";
import "./design/base.css";
import "./design/controls.css";
import "./design/page.css";
import "./design/frame.css";
import "./design/palette.css";
import "./design/settings.css";
import "./design/editor.css";
import "./design/webhooks.css";
import "./design/form.css";
import "./design/columns.css";
import "./design/workbench.css";
import "./design/preview.css";
import "./design/occurrence.css";
import "./design/sending.css";

const root = document.getElementById("page");
if (root !== null) {
  render(<App starting={start()} />, root);
  keepForOffline();
}
