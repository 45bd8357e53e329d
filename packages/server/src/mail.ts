import { join } from 'node:path'
import type { Mail } from '@craveva/core/mail/mail'
import { createOutboxMail } from '@craveva/core/mail/outbox-mail'
import { createSmtpMail } from '@craveva/core/mail/smtp-mail'
import type { Logger } from 'pino'
import type { Config } from './config.ts'

/** Mail through the operator's server, or into files of the data directory where there is none. */
export function createMail({ smtpUrl, dataDir, publicUrl }: Pick<Config, 'smtpUrl' | 'dataDir' | 'publicUrl'>, log: Logger): Mail {
  const from = `Craveva <no-reply@${new URL(publicUrl).hostname}>`
  return smtpUrl ? createSmtpMail(smtpUrl, from) : createOutboxMail(join(dataDir, 'outbox'), from, log)
}
