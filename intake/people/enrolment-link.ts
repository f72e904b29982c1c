/** The link that fills an extension's settings page for an enrolment. */

/** Relative, because it is opened inside the extension, whose address differs between browsers. */
export function enrolmentLink(intakeAddress: string, code: string): string {
  return `options.html?${new URLSearchParams({ intake: intakeAddress, code })}`;
}
