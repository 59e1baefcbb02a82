// Why the server does not want this computer, for whoever looks at a terminal. English, for administrators.

export function refusalText(code: string): string {
  return code === 'enrolment_token_invalid'
    ? 'The enrolment token is wrong, used up or expired.'
    : `The server refused this computer (${code}).`;
}
