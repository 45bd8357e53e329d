/** Takes secrets out of a text that is logged or shown, wherever they stand in it. */
export function redact(text: string, secrets: readonly string[]) {
  let clean = text
  for (const secret of secrets) clean = clean.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***')
  return clean
}

/** What an error says, without secrets. */
export const describeError = (error: unknown, secrets: readonly string[]) =>
  redact(error instanceof Error ? error.message : String(error), secrets).slice(0, 500)
