import type { Services } from '../../context.ts'
import type { Db } from '../../db/database.ts'
import { updateSource } from '../sources.store.ts'

/** Notes when a copy is to be read again, and has it done then; what was planned before does not count any more. */
export async function scheduleSync(
  { jobs, now }: Pick<Services, 'jobs' | 'now'>,
  db: Db,
  { company_id, connection_id, minutes }: { company_id: string; connection_id: string; minutes: number | null },
) {
  const due = minutes === null ? null : new Date(now() + minutes * 60_000)
  await updateSource(db, company_id, connection_id, { sync_due_at: due })
  if (due) await jobs.add(db, 'sources.sync', { company_id, connection_id, due: due.toISOString() }, due)
}
