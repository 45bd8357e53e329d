import { type ZodType, z } from 'zod'
import { AppError } from '../errors.ts'
import type { Keys } from './keys.ts'
import { open, type SealedFor, seal } from './seal.ts'

/** Settings of a data source or a deployment, by name. */
export type Settings = Readonly<Record<string, unknown>>

type Needs = Pick<Keys, 'sealing'>

/** What a secret is answered as; sent back, it leaves the secret as it is. */
export const maskedSecret = '********'

/** A setting that is sealed at rest and never shown again. JSON Schema says the same with the same word. */
export const secret = { writeOnly: true } as const

/** A setting that decides where secrets are sent: a change of it needs the secrets again, or they could be sent to anyone. */
export const destination = { destination: true } as const

/** Names of the settings that are marked with `secret`. */
export const secretNames = (schema: ZodType) => namesWith(schema, 'writeOnly')

/** The settings as they are stored: secrets sealed for their record. */
export function sealSettings(keys: Needs, place: SealedFor, schema: ZodType, settings: Settings): Settings {
  return mapSecrets(schema, settings, value => seal(keys, place, value))
}

/** The settings as they were before they were stored. Throws CONFLICT when a secret cannot be opened with the keys of this server. */
export function openSettings(keys: Needs, place: SealedFor, schema: ZodType, stored: Settings): Settings {
  return mapSecrets(schema, stored, (sealed, name) => {
    try {
      return open(keys, place, sealed)
    } catch (cause) {
      throw new AppError('CONFLICT', `The stored "${name}" cannot be opened with the key of this server. Enter it again.`, { cause })
    }
  })
}

/** The settings as they are shown. */
export const maskSettings = (schema: ZodType, stored: Settings): Settings => mapSecrets(schema, stored, () => maskedSecret)

/** The settings without their secrets, which are optional in every schema. */
export const withoutSecrets = (schema: ZodType, stored: Settings): Settings =>
  Object.fromEntries(Object.entries(stored).filter(([name]) => !secretNames(schema).includes(name)))

/**
 * What was stored, with what is given laid over it: absent stays, null clears, a masked secret stays as it is. Throws INVALID_REQUEST when
 * secrets would go to another place than the one they were entered for.
 */
export function mergeSettings(keys: Needs, place: SealedFor, schema: ZodType, stored: Settings, given: Settings): Settings {
  const secrets = secretNames(schema)
  const changes = Object.fromEntries(Object.entries(given).filter(([name, value]) => !(secrets.includes(name) && value === maskedSecret)))
  const kept = Object.fromEntries(Object.entries(stored).filter(([name]) => !(name in changes)))
  const keptSecrets = secrets.filter(name => typeof kept[name] === 'string')
  const moved = namesWith(schema, 'destination').filter(name => name in changes && isMoved(stored[name], changes[name]))
  if (keptSecrets.length > 0 && moved.length > 0) throw secretsNeeded(keptSecrets, moved)
  const merged = { ...openSettings(keys, place, schema, kept), ...changes }
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null))
}

/** The same address with https is the same place, and a better way to it. */
const isMoved = (before: unknown, after: unknown) =>
  before !== after && !(typeof before === 'string' && /^http:/i.test(before) && before.replace(/^http:/i, 'https:') === after)

function secretsNeeded(secrets: readonly string[], moved: readonly string[]) {
  const details = Object.fromEntries(secrets.map(name => [name, `send it again, as ${moved.join(', ')} changes`]))
  return new AppError('INVALID_REQUEST', 'Send the secrets again together with a change of where they are sent.', { details })
}

function mapSecrets(schema: ZodType, settings: Settings, change: (value: string, name: string) => string): Settings {
  const secrets = secretNames(schema)
  const entries = Object.entries(settings).map(([name, value]) => [
    name,
    secrets.includes(name) && typeof value === 'string' ? change(value, name) : value,
  ])
  return Object.fromEntries(entries)
}

function namesWith(schema: ZodType, mark: 'writeOnly' | 'destination') {
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([name, field]) =>
    field instanceof z.ZodType && field.meta()?.[mark] === true ? [name] : [],
  )
}
