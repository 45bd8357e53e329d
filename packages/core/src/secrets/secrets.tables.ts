import type { Generated } from 'kysely'

export interface SecretTables {
  /** Master keys that something in this database may be sealed with, by ids that tell nothing of them. */
  sealing_keys: {
    key_id: string
    since: Generated<Date>
  }
}
