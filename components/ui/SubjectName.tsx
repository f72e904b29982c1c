import { subjectName } from "../../utils/shared/i18n/subject-name.ts";
import { Foreign } from "./Foreign.tsx";
import { useLanguage } from "./language.ts";

/** A subject's site, kind and id, in place of its code. */
export function SubjectName({ subject }: { subject: string }) {
  const { language } = useLanguage();
  return <Foreign text={subjectName(language, subject)} />;
}
