export interface Posting {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/**
 * Sends JSON to another process of the operator's, at an address which that process gave itself when it signed in; never to one that a company
 * gave. Answers the body of a success. Throws on any other status, on redirects, on too large a body, and when the time is over.
 */
export async function postToOwnProcess(url: string, { headers, body, timeoutMs, maxBytes, signal }: Posting): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    redirect: 'error',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
  })
  if (!response.ok) throw new Error(`The process answered ${response.status}.`)
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body ?? []) {
    size += piece.length
    if (size > maxBytes) throw new Error('The process answered too much.')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}
