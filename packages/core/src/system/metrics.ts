/** Counts what the server does, for Prometheus to collect (https://prometheus.io/docs/instrumenting/exposition_formats). */
export interface Metrics {
  /** One answer of the API, by operation (`agents.update`), with its HTTP status. */
  answered(operation: string, status: number, seconds: number): void
  /** Everything counted so far, and what `gauges` says of this moment, as text. */
  expose(gauges: readonly Gauge[]): string
}

export interface Gauge {
  readonly name: string
  readonly help: string
  readonly value: number
}

/** Upper bounds in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30] as const

interface Series {
  readonly labels: string
  count: number
  sum: number
  readonly upTo: number[]
}

export function createMetrics(): Metrics {
  const series = new Map<string, Series>()
  return {
    answered(operation, status, seconds) {
      const labels = `operation="${operation}",status="${status}"`
      let found = series.get(labels)
      if (!found) {
        found = { labels, count: 0, sum: 0, upTo: buckets.map(() => 0) }
        series.set(labels, found)
      }
      found.count++
      found.sum += seconds
      const bucket = buckets.findIndex(bound => seconds <= bound)
      if (bucket >= 0) found.upTo[bucket] = (found.upTo[bucket] ?? 0) + 1
    },
    expose: gauges => [...histogramLines([...series.values()]), ...gauges.flatMap(gaugeLines), ''].join('\n'),
  }
}

const name = 'craveva_api_seconds'

function histogramLines(all: readonly Series[]) {
  const lines = [`# HELP ${name} How long the API took to answer.`, `# TYPE ${name} histogram`]
  for (const { labels, count, sum, upTo } of all) {
    let reached = 0
    for (const [index, bound] of buckets.entries()) {
      reached += upTo[index] ?? 0
      lines.push(`${name}_bucket{${labels},le="${bound}"} ${reached}`)
    }
    lines.push(`${name}_bucket{${labels},le="+Inf"} ${count}`, `${name}_sum{${labels}} ${sum}`, `${name}_count{${labels}} ${count}`)
  }
  return lines
}

const gaugeLines = ({ name: gauge, help, value }: Gauge) => [`# HELP ${gauge} ${help}`, `# TYPE ${gauge} gauge`, `${gauge} ${value}`]
