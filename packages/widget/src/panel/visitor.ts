import type { VisitStorage } from './store/storage.ts'

export type Visitor = ReturnType<typeof createVisitor>

interface VisitorNeeds {
  /** Somebody else is there: `signedIn` if nobody was known before, `keep` if it is who wrote. */
  readonly leave: (signedIn?: boolean, keep?: boolean) => void
  /** Shows what is on the server now. */
  readonly reload: () => void
  readonly claim: (conversationId: string) => Promise<unknown>
}

/**
 * Who is talking: nobody known, or a person for whom the merchant's server signed a token. What one person said is never shown to another
 * on the same browser.
 */
export function createVisitor(storage: VisitStorage, { leave, reload, claim }: VisitorNeeds) {
  let identity = ''

  /** The person has left, here or in another tab. */
  function gone() {
    identity = ''
    storage.switchTo('')
    leave()
  }

  return {
    /** What proves to the API whose conversation it is. */
    headers(): Record<string, string> {
      const token = storage.read()?.visitor_token
      return { ...(token && { 'X-Visitor-Token': token }), ...(identity && { 'X-Visitor-Identity': identity }) }
    },

    /**
     * Takes a JWT of the merchant's server. A newer one for the same person only takes the place of the older. `join`: the conversation
     * before goes with the person, for a page where whoever wrote it has just signed in. Rejects if it cannot go: they are there without it.
     */
    async identify({ token, join }: { readonly token: string; readonly join?: boolean }) {
      const person = subjectOf(token)
      const anonymous = !identity
      const begun = join && anonymous ? storage.read()?.conversation_id : ''
      identity = token
      let moved = false
      try {
        if (begun) {
          await claim(begun)
          moved = true
        }
      } finally {
        // Unless somebody else is there by now.
        if (identity === token) {
          if (moved) storage.write(null)
          const other = storage.switchTo(person)
          if (begun && moved) storage.write({ conversation_id: begun, visitor_token: '' })
          if (other && !moved) leave(anonymous, join && anonymous && !begun)
          else reload()
        }
      }
    },

    /** Forgets the person, and what this browser knows of their conversation and of one before they signed in. */
    logout() {
      storage.write()
      storage.switchTo('')
      storage.write()
      gone()
    },
    gone,
  }
}

/** The subject a JWT names. It is the API that checks the signature: here it only keeps people apart. */
function subjectOf(token: string): string {
  const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/')
  const { sub }: { sub?: unknown } = JSON.parse(atob(payload ?? ''))
  if (typeof sub !== 'string' || !sub) throw new Error('the token has no "sub"')
  return sub
}
