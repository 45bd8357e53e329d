import { Kysely, PostgresDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { foundation } from './migrations/0001-foundation.ts'
import { knowledge } from './migrations/0002-knowledge.ts'
import { accounts } from './migrations/0003-accounts.ts'
import { moneyAndEvents } from './migrations/0004-money-and-events.ts'
import { liveSources } from './migrations/0005-live-sources.ts'
import { tools } from './migrations/0008-tools.ts'
import { operators } from './migrations/0009-operators.ts'
import { liveData } from './migrations/0010-live-data.ts'
import { channels } from './migrations/0011-channels.ts'
import { capsAndPayments } from './migrations/0012-caps-and-payments.ts'
import { visits } from './migrations/0013-visits.ts'
import { deploymentTools } from './migrations/0014-deployment-tools.ts'
import { turnSpeed } from './migrations/0015-turn-speed.ts'
import { keys } from './migrations/0017-keys.ts'
import { waitingTurns } from './migrations/0018-waiting-turns.ts'
import { billing } from './migrations/0019-billing.ts'
import { inboxWakes } from './migrations/0020-inbox-wakes.ts'
import { slowWebhooks } from './migrations/0022-slow-webhooks.ts'
import { summaries } from './migrations/0022-summaries.ts'
import { tellLowCredits } from './migrations/0023-tell-low-credits.ts'
import { installations } from './migrations/0024-installations.ts'
import { holdingOrders } from './migrations/0026-holding-orders.ts'
import { addressCodes } from './migrations/0027-address-codes.ts'
import { silentTurns } from './migrations/0028-silent-turns.ts'
import { tellEveryChange } from './migrations/0029-tell-every-change.ts'
import { conversationLanguage } from './migrations/0030-conversation-language.ts'

/** In the order they are applied; an applied one never changes. */
const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
  '0002-knowledge': knowledge,
  '0003-accounts': accounts,
  '0004-money-and-events': moneyAndEvents,
  '0005-live-sources': liveSources,
  '0008-tools': tools,
  '0009-operators': operators,
  '0010-live-data': liveData,
  '0011-channels': channels,
  '0012-caps-and-payments': capsAndPayments,
  '0013-visits': visits,
  '0014-deployment-tools': deploymentTools,
  '0015-turn-speed': turnSpeed,
  '0017-keys': keys,
  '0018-waiting-turns': waitingTurns,
  '0019-billing': billing,
  '0020-inbox-wakes': inboxWakes,
  '0022-slow-webhooks': slowWebhooks,
  '0022-summaries': summaries,
  '0023-tell-low-credits': tellLowCredits,
  '0024-installations': installations,
  '0026-holding-orders': holdingOrders,
  '0027-address-codes': addressCodes,
  '0028-silent-turns': silentTurns,
  '0029-tell-every-change': tellEveryChange,
  '0030-conversation-language': conversationLanguage,
}

/**
 * Brings the database at `url` to the newest schema; several servers may try at once, one does it.
 * Throws with the failing migration's name; each is applied whole or not at all.
 */
export async function migrate(url: string, log: (line: string) => void = () => {}) {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }) })
  try {
    const { error, results } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest()
    for (const result of results ?? []) if (result.status === 'Success') log(`migrated ${result.migrationName}`)
    const failed = results?.find(result => result.status === 'Error')
    if (error)
      throw new Error(`The database could not be migrated${failed ? ` (${failed.migrationName})` : ''}: ${String(error)}`, { cause: error })
  } finally {
    await db.destroy()
  }
}
