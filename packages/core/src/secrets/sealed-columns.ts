/** A column that holds sealed secrets, as a text or within JSON. */
export interface SealedColumn {
  readonly table: string
  readonly column: string
  readonly type: 'text' | 'jsonb'
  /** What names a row within its company. */
  readonly key: readonly string[]
  /** The record that the secrets of a row were sealed for; see `SealedFor`. */
  recordId(key: readonly string[]): string
}

const itself = ([id = '']: readonly string[]) => id

/** Every place where sealed secrets lie. A test looks for others in a database that has one of everything. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'data_sources', column: 'connection_config', type: 'jsonb', key: ['connection_id'], recordId: itself },
  { table: 'deployments', column: 'config', type: 'jsonb', key: ['deployment_id'], recordId: itself },
  {
    table: 'channel_values',
    column: 'value',
    type: 'jsonb',
    key: ['deployment_id', 'key'],
    recordId: ([deployment, key]) => `${deployment} ${key}`,
  },
  { table: 'http_tools', column: 'secret', type: 'text', key: ['tool_id'], recordId: itself },
  { table: 'provider_keys', column: 'secret', type: 'text', key: ['provider'], recordId: ([provider]) => `provider ${provider}` },
  { table: 'webhooks', column: 'secret', type: 'text', key: ['webhook_id'], recordId: itself },
  { table: 'webhooks', column: 'previous_secret', type: 'text', key: ['webhook_id'], recordId: itself },
  { table: 'second_factors', column: 'sealed_secret', type: 'text', key: ['user_id'], recordId: itself },
  { table: 'idempotency_keys', column: 'answer', type: 'text', key: ['key_hash'], recordId: itself },
]
