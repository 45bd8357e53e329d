/**
 * A refresh token names its session and its place in the family: `<session id>.<generation>.<secret>`.
 * Each secret is derived from the one before, so that the newest one's hash proves any ancestor to be of the family.
 */
export interface RefreshToken {
  readonly sessionId: string
  readonly generation: number
  readonly secret: string
}

export const formatRefreshToken = ({ sessionId, generation, secret }: RefreshToken) => `${sessionId}.${generation}.${secret}`

/** Null for text that cannot be a refresh token. */
export function parseRefreshToken(text: string): RefreshToken | null {
  const match = /^(ses_[0-9a-z]{26})\.(\d{1,7})\.([A-Za-z0-9_-]{43})$/.exec(text)
  return match?.[1] && match[2] && match[3] ? { sessionId: match[1], generation: Number(match[2]), secret: match[3] } : null
}
