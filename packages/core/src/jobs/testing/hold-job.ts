import { pino } from 'pino'
import { startPgBossJobs } from '../pg-boss-jobs.ts'

/** A server of its own that begins a job and never ends it: says so, and waits to be killed. */
const [url = ''] = process.argv.slice(2)
const jobs = await startPgBossJobs(url, pino({ level: 'silent' }))
await jobs.work('channels.holdings', ({ order_id }) => {
  console.log(order_id)
  return new Promise(() => {})
})
