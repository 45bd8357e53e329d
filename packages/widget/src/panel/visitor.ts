import type { VisitStorage } from './store/storage.ts'

export type Visitor = ReturnType<typeof createVisitor>

/**
 * Who is talking: nobody known, or a person for whom the merchant's server signed a token. What one person said is never shown to another
 * on the same browser. `onChange` is told when it is somebody else.
 */
export function createVisitor(storage: VisitStorage, onChange: () => void, claim: (conversationId: string) => Promise<unknown>) {
  let identity = ''

  return {
    /** What proves to the API whose conversation it is. */
    headers(): Record<string, string> {
      const token = storage.read()?.visitor_token
      return { ...(token && { 'X-Visitor-Token': token }), ...(identity && { 'X-Visitor-Identity': identity }) }
    },

    /**
     * Takes a JWT of the merchant's server. A newer one for the same person only takes the place of the older. `join`: the conversation
     * before goes with the person, for a page where whoever wrote it has just signed in.
     */
    async identify({ token, join }: { readonly token: string; readonly join?: boolean }) {
      const before = storage.read()
      const anonymous = !identity
      identity = token
      const joined = join && anonymous ? before?.conversation_id : ''
      if (joined) {
        await claim(joined)
        storage.write(null)
      }
      storage.switchTo(subjectOf(token))
      if (joined) storage.write({ conversation_id: joined, visitor_token: '' })
      onChange()
    },

    /** Forgets the person, and what this browser knows of their conversation and of one before they signed in. */
    logout() {
      identity = ''
      storage.write(null)
      storage.switchTo('')
      storage.write(null)
      onChange()
    },
  }
}

/** The subject a JWT names. It is the API that checks the signature: here it only keeps people apart. */
function subjectOf(token: string): string {
  const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/')
  const { sub }: { sub?: unknown } = JSON.parse(atob(payload ?? ''))
  if (typeof sub !== 'string' || !sub) throw new Error('the token has no "sub"')
  return sub
}
