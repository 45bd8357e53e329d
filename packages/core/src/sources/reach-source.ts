import type { Services } from '../context.ts'
import { type Settings, secretNames } from '../crypto/secret-settings.ts'
import { AppError } from '../errors.ts'
import type { Connector, Reach } from './connectors/connector.ts'
import { SourceError } from './connectors/source-error.ts'

/** Milliseconds in which a source is asked, connecting and reading included. */
export const sourcePatienceMs = 30_000

/** A source that can be asked: its connector, and its settings with their secrets. */
export interface ReachableSource {
  readonly connector: Connector
  readonly settings: Settings
}

/** Gives `work` what it needs to reach a source, until `gone` or for half a minute. Whatever it throws is a SourceError without secrets in it. */
export async function reachSource<T>(
  { egress }: Pick<Services, 'egress'>,
  source: ReachableSource,
  gone: AbortSignal,
  work: (reach: Reach) => Promise<T>,
) {
  const signal = AbortSignal.any([gone, AbortSignal.timeout(sourcePatienceMs)])
  try {
    return await work({ egress, signal })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    throw new SourceError(error.failure, withoutSecrets(source, error.message))
  }
}

/** A source that fails is not our failure: what is wrong with the question is INVALID_REQUEST, what is wrong with the source CONFLICT. */
export function toAppError(error: unknown) {
  if (!(error instanceof SourceError)) return error
  if (error.failure === 'refused') return new AppError('INVALID_REQUEST', error.message, { details: { query: error.message } })
  return new AppError('CONFLICT', `The data source cannot be asked right now. ${error.message}`)
}

/** Servers repeat what they were sent; secrets are taken out by their value. */
function withoutSecrets({ connector, settings }: ReachableSource, message: string) {
  const secrets = secretNames(connector.settings).flatMap(name => (typeof settings[name] === 'string' ? [settings[name]] : []))
  return secrets.filter(secret => secret.length >= 4).reduce((text, secret) => text.replaceAll(secret, '********'), message)
}
