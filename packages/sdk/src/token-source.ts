/** Where a client's bearer token comes from. */
export interface TokenSource {
  current(): Promise<string | null>
  /** Another token after `refused` was refused; null when there is none. */
  renew(refused: string | null): Promise<string | null>
}

export interface Tokens {
  readonly token: string
  readonly refresh_token: string
}

export interface Credentials {
  /** An access token or an API key. */
  readonly token?: string | undefined
  /** Asked before each request, and once more when a token was refused. */
  readonly getToken?: (() => string | null | Promise<string | null>) | undefined
  /** Lets the client renew its token by itself. Each use gives another one: keep what `onTokens` tells. */
  readonly refreshToken?: string | undefined
  readonly onTokens?: ((tokens: Tokens) => void) | undefined
}

/** `refresh` exchanges a refresh token at the API. However many calls need a new token at once, it is asked for once. */
export function createTokenSource(credentials: Credentials, refresh: (refreshToken: string) => Promise<Tokens>): TokenSource {
  const { getToken, onTokens } = credentials
  let token = credentials.token ?? null
  let refreshToken = credentials.refreshToken ?? null
  let renewing: Promise<string | null> | null = null

  const exchange = async (used: string) => {
    try {
      const tokens = await refresh(used)
      token = tokens.token
      refreshToken = tokens.refresh_token
      onTokens?.(tokens)
      return token
    } finally {
      renewing = null
    }
  }
  const refreshed = () => {
    if (refreshToken) renewing ??= exchange(refreshToken)
    return renewing
  }

  return {
    async current() {
      if (getToken) return getToken()
      return token ?? refreshed()
    },
    async renew(refused) {
      if (getToken) {
        const next = await getToken()
        return next === refused ? null : next
      }
      // A call that was on its way with the old token finds it renewed already.
      return token === refused ? refreshed() : token
    },
  }
}
