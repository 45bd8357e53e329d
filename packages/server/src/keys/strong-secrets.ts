import { whyCommon } from '@craveva/core/auth/common-password'
import type { Config } from '../config.ts'
import { StartError } from '../postgres/start-error.ts'
import { makeOne } from './strong-key.ts'

const shortest = 10

/**
 * Throws a StartError that names every secret which is missing, or would be guessed, on a server that others can reach. One that only its own
 * machine reaches may start with less.
 */
export async function requireStrongSecrets(config: Config) {
  if (!config.production) return
  const problems = [
    ...(config.databaseUrl && !config.encryptionKey
      ? [`ENCRYPTION_KEY is missing. With a DATABASE_URL every server needs the same one; ${makeOne}, and keep it apart from the database.`]
      : []),
    ...(config.stripe.secretKey && !config.stripe.webhookSecret
      ? [
          'STRIPE_WEBHOOK_SECRET is missing: without it what Stripe says of payments cannot be believed. Stripe shows it beside the endpoint.',
        ]
      : []),
    ...(await passwordProblems('DATABASE_URL', config.databaseUrl)),
    ...(await passwordProblems('REDIS_URL', config.redisUrl)),
    ...(await passwordProblems('SMTP_URL', config.smtpUrl)),
  ]
  if (problems.length > 0)
    throw new StartError(
      'BAD_CONFIGURATION',
      `This server is to be reached by others (NODE_ENV or PUBLIC_URL says so), and its secrets are not good enough for that:\n${problems.map(problem => `  ${problem}`).join('\n')}`,
    )
}

/** A URL without a password proves who it is by other means. */
async function passwordProblems(setting: string, text: string | null) {
  const url = text === null ? null : URL.parse(text)
  if (!url?.password) return []
  const password = decodeURIComponent(url.password)
  const names = { email: `${decodeURIComponent(url.username)}@`, full_name: url.pathname.slice(1), company_name: url.hostname }
  const reason = password.length < shortest ? `has fewer than ${shortest} characters` : await whyCommon(password, names)
  return reason ? [`The password in ${setting} ${reason}. Give that account another one.`] : []
}
