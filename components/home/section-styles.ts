/** Styles of all sections but one's own reports. Loaded with the first of them, because most people have no other. */

import "../ui/evidence.css";
import "../desk/review.css";
import "../desk/queue/queue.css";
import "../desk/held.css";
import "../ui/keys.css";
import "../desk/case/case-file.css";
import "../desk/decision/decide.css";
import "../desk/case/export.css";
import "../desk/requests/requests.css";
import "../desk/referrals/referrals.css";
import "../desk/requests/letter.css";
import "../vlogger/tasks/vlogger.css";
import "../vlogger/self-review/self.css";
import "../desk/checks/checks.css";
import "../desk/decisions/decisions.css";
import "../desk/admin/administration.css";
