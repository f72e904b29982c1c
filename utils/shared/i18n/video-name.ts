export interface NamedVideo {
  title?: string | undefined;
  subject: string;
}

/** The title; while it is unknown, the short address. */
export function videoName({ title, subject }: NamedVideo): string {
  return title ?? subject.replace(/^youtube:video:/, "youtu.be/");
}
