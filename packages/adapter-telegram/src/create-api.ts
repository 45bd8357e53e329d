import { Api } from 'grammy'

type Stop = Parameters<Api['getMe']>[0]

/** The Bot API of one bot, all of whose calls end with the signal. */
export function createApi(token: string, apiRoot: string, signal: AbortSignal): Api {
  const api = new Api(token, { apiRoot, timeoutSeconds: 30 })
  // The package declares the type of another implementation of the same.
  api.config.use((call, method, payload) => call(method, payload, signal as unknown as Stop))
  return api
}
