import type { Operation } from '@craveva/contract/operations'
import type { UserContext } from '../context.ts'
import type { Db } from '../db/database.ts'
import { recordChange } from './record-change.ts'

/** A call that changed something. */
export interface ChangeCall {
  /** Slice and operation, for example `agents.update`. */
  readonly name: string
  readonly params: Readonly<Record<string, string>>
  readonly body: unknown
  readonly answer: unknown
}

/** Whether calls of an operation are recorded: all that change something, but not those that only run agents, which are executions. */
export const isRecorded = ({ method, access }: Operation) => method !== 'GET' && access.kind === 'user' && access.key !== 'execute'

/** Records a call in the transaction `db`: who, what, about which ids and fields; never values, as some are secret. */
export const recordCall = (
  db: Db,
  context: Pick<UserContext, 'principal' | 'caller' | 'requestId'>,
  { name, params, body, answer }: ChangeCall,
) => {
  const { principal, caller, requestId } = context
  const { company_id: _, ...target } = params
  return recordChange(db, {
    company_id: principal.companyId,
    action: name,
    actor_kind: principal.kind,
    actor_id: principal.userId,
    actor_name: principal.name,
    key_id: principal.kind === 'key' ? principal.keyId : null,
    target: { ...target, ...newIds(answer) },
    changed: typeof body === 'object' && body !== null ? Object.keys(body) : [],
    address: caller.address,
    request_id: requestId,
  })
}

/** The ids of what an answer describes, such as `{ agent: { agent_id } }`: of what was made, no path tells it. */
function newIds(answer: unknown) {
  const described = typeof answer === 'object' && answer !== null ? Object.values(answer) : []
  const ids = described.flatMap(value => {
    const entry = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
    return entry.filter(([key, id]) => /^(\w+_)?id$/.test(key) && typeof id === 'string').slice(0, 1)
  })
  return Object.fromEntries(ids) as Record<string, string>
}

/** The same after the change was made; nothing when the company itself is gone with it. */
export async function recordCallIfAlive(db: Db, context: Parameters<typeof recordCall>[1], call: ChangeCall) {
  const { companyId } = context.principal
  const alive = await db.selectFrom('companies').select('company_id').where('company_id', '=', companyId).executeTakeFirst()
  if (alive) await recordCall(db, context, call)
}
