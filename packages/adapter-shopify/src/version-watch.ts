import { apiVersion, apiVersionEnds } from './library.ts'

const day = 24 * 3600_000
const warnDays = 90

/** Watches whether Shopify still answers in the version of the Admin API that the queries are written for, and how long it will. */
export function watchVersion(now: () => number = Date.now) {
  let answered: string | null = null
  return {
    answered(version: string | null) {
      answered = version ?? answered
    },
    /** For the merchant, who has to update the server; empty while there is time. */
    facts(): Record<string, string> {
      const ends = apiVersionEnds.toISOString().slice(0, 10)
      if (answered !== null && answered !== apiVersion)
        return {
          'api version': `Shopify has ended ${apiVersion} and answers with ${answered}, so that things may be missing: update Craveva`,
        }
      const left = Math.ceil((apiVersionEnds.getTime() - now()) / day)
      return left > warnDays
        ? {}
        : {
            'api version': `Shopify ends ${apiVersion} on ${ends}, ${left > 0 ? `in ${left} ${left === 1 ? 'day' : 'days'}` : 'which is past'}: update Craveva`,
          }
    },
  }
}
