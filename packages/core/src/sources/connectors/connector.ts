import type { ZodType } from 'zod'
import type { Egress } from '../../net/egress.ts'

/**
 * One kind of live data source. Reading is all it can do: whatever is asked, nothing in the source changes. Its driver is loaded when it is
 * first used. Each call opens a connection of its own and closes it.
 */
export interface Connector<Settings = unknown> {
  /** Its name in `connection_config.type`. */
  readonly engine: string
  /** What `source_type` calls engines of this sort. */
  readonly category: 'database' | 'api' | 'website' | 'ecommerce'
  /** Form, validation and docs all come from this; secrets and destinations are marked, see crypto/secret-settings.ts. */
  readonly settings: ZodType<Settings>
  /** Connects and looks at what the login may do. Throws SourceError when it cannot, or may do too much. */
  test(settings: Settings, reach: Reach): Promise<TestOutcome>
  /** Answers one question. Throws SourceError; `refused` for whatever is not a harmless question. */
  query(settings: Settings, reach: Reach, question: SourceQuestion): Promise<SourceAnswer>
  /** What can be asked about. Throws SourceError. */
  schema(settings: Settings, reach: Reach): Promise<SourceSchema>
}

/** How a connector reaches its source, and until when. */
export interface Reach {
  readonly egress: Egress
  readonly signal: AbortSignal
}

export interface TestOutcome {
  /** What the merchant should know although the connection works. */
  readonly warnings: readonly string[]
}

export interface SourceQuestion {
  /** In the language of the source, for example SQL. */
  readonly text: string
  readonly limits: SourceLimits
}

export interface SourceLimits {
  readonly maxRows: number
  /** Bytes of the rows answered, written as JSON; what comes over the wire may be eight times as much. */
  readonly maxBytes: number
  /** Milliseconds that the source may work on it. */
  readonly maxMs: number
}

export interface SourceAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Whether there were more rows than the limits let through. */
  readonly truncated: boolean
}

export interface SourceSchema {
  readonly tables: readonly SourceTable[]
}

export interface SourceTable {
  /** As it is written in a query; with its schema where it needs one. */
  readonly name: string
  readonly comment: string | null
  readonly columns: readonly SourceColumn[]
}

export interface SourceColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly comment: string | null
}
