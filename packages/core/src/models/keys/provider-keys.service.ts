import { type ModelProvider, modelProviders } from '@craveva/contract/models'
import type { Context } from '../../context.ts'
import { seal } from '../../crypto/seal.ts'
import { AppError } from '../../errors.ts'
import { deleteKey, listKeys, saveKey, tellKeysChanged } from './provider-keys.store.ts'

type Needs = Pick<Context, 'db' | 'principal' | 'keys' | 'models'>

/** Every provider that takes keys of companies, with the key there is for it. */
export async function readKeys({ db, principal }: Pick<Needs, 'db' | 'principal'>) {
  const rows = await listKeys(db, principal.companyId)
  return modelProviders.map(provider => ({ provider, row: rows.find(row => row.provider === provider) ?? null }))
}

/** Throws NOT_FOUND for a provider that nobody knows or that takes no keys here. */
export async function setKey({ db, principal, keys, models }: Needs, name: string, apiKey: string) {
  const { companyId } = principal
  const provider = readProvider(name)
  if (!models.providers.some(({ id, withKey }) => id === provider && withKey))
    throw new AppError('NOT_FOUND', `This server takes no keys for ${provider}.`)
  const secret = seal(keys, { companyId, recordId: `provider ${provider}` }, apiKey)
  const row = await saveKey(db, { company_id: companyId, provider, secret, hint: apiKey.slice(-4) })
  await tellKeysChanged(db, companyId)
  return row
}

/** Throws NOT_FOUND. */
export async function forgetKey({ db, principal }: Pick<Needs, 'db' | 'principal'>, name: string) {
  if (!(await deleteKey(db, principal.companyId, readProvider(name)))) throw new AppError('NOT_FOUND')
  await tellKeysChanged(db, principal.companyId)
}

const readProvider = (name: string): ModelProvider => modelProviders.find(provider => provider === name) ?? notFound()

function notFound(): never {
  throw new AppError('NOT_FOUND')
}
