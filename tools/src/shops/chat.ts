export interface Chatted {
  /** Everything that came: the whole text first, then all parts as JSON. */
  readonly answer: string
  readonly conversationId: string | undefined
  readonly visitorToken: string | undefined
}

/** Says something to an agent as a page does, and waits for the end of the answer. */
export async function chat(apiUrl: string, agentId: string, body: object, headers: Readonly<Record<string, string>>): Promise<Chatted> {
  const response = await fetch(`${apiUrl}/agents/${agentId}/chat`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  })
  const events = await response.text()
  const deltas = [...events.matchAll(/"type":"text-delta","text":("(?:[^"\\]|\\.)*")/g)].map(
    ([, text = '""']) => JSON.parse(text) as string,
  )
  return {
    answer: `${deltas.join('')}\n${events}`,
    conversationId: /"conversation_id":"(conv_\w+)"/.exec(events)?.[1],
    visitorToken: /"visitor_token":"([^"]+)"/.exec(events)?.[1],
  }
}
