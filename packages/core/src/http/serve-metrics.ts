import express, { type Express } from 'express'
import type { Services } from '../context.ts'
import type { Gauge } from '../system/metrics.ts'
import { probe } from '../system/probe.ts'

/** What a port for operators serves: `/metrics` for Prometheus, `/ready` and `/live` for whoever starts and stops servers. */
export function createMetricsApp({ pool, metrics, config }: Pick<Services, 'pool' | 'metrics' | 'config'>): Express {
  const app = express()
  app.disable('x-powered-by')
  app.get('/metrics', async (_request, response) => {
    const { latencyMs, queue } = await probe(pool)
    const gauges: Gauge[] = [
      { name: 'craveva_up', help: 'Whether the database answers.', value: latencyMs === null ? 0 : 1 },
      { name: 'craveva_database_seconds', help: 'How long it took to answer.', value: (latencyMs ?? Number.NaN) / 1000 },
      { name: 'craveva_queue_waiting', help: 'Work in the background that is due.', value: queue?.waiting ?? Number.NaN },
      { name: 'craveva_queue_oldest_seconds', help: 'How long the oldest of it has been due.', value: queue?.oldest_seconds ?? Number.NaN },
      { name: 'process_resident_memory_bytes', help: 'Memory of the process.', value: process.memoryUsage.rss() },
      {
        name: 'process_cpu_seconds_total',
        help: 'Processor time spent.',
        value: process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
      },
      { name: 'process_uptime_seconds', help: 'Since the process began.', value: process.uptime() },
    ]
    response.type('text/plain; version=0.0.4').send(metrics.expose(gauges))
  })
  app.get('/live', (_request, response) => void response.json({ live: true, version: config.version }))
  app.get('/ready', async (_request, response) => {
    const ready = (await probe(pool)).latencyMs !== null
    response.status(ready ? 200 : 503).json({ ready })
  })
  return app
}
