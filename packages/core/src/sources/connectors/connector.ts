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
  /** Throws SourceError for a text with so many values in it that would always be refused; asks nobody. */
  check?(text: string, values: number): Promise<void> | void
  /** How SQL is written for it; other sources are asked in words of their own. */
  readonly sql?: SqlDialect
}

export interface SqlDialect {
  readonly placeholder: '$1' | '?' | '@p1'
  /** Whether a backslash escapes within strings. */
  readonly backslashes: boolean
  /** A statement for all rows of a table, named as the schema does. */
  everything(table: string): string
}

/** How a connector reaches its source, and until when. */
export interface Reach {
  readonly egress: Egress
  readonly signal: AbortSignal
}

export interface TestOutcome {
  /** What the merchant should know although the connection works. */
  readonly warnings: readonly string[]
  /** Whether the login could change data if it were let. */
  readonly writable: boolean
}

export interface SourceQuestion {
  /** In the language of the source, for example SQL. */
  readonly text: string
  /** Values for its placeholders, in order. */
  readonly values?: readonly SourceValue[]
  /** Everything that the login may read, unless told. */
  readonly scope?: SourceScope
  readonly limits: SourceLimits
}

export type SourceValue = string | number | boolean | null

/** The part of a source that a question may be about. What lies outside does not exist for it. */
export interface SourceScope {
  /** As the schema names them; null for all. */
  readonly tables: readonly string[] | null
  /** `table.column`, or `*.column` in every table. */
  readonly hidden: readonly string[]
  readonly filters: readonly RowFilter[]
}

/** Of a table, only rows whose `column` is one of `values` exist. */
export interface RowFilter {
  /** Null for every table that has the column. */
  readonly table: string | null
  readonly column: string
  /** Null when there is nobody whose rows they could be: then the table cannot be asked about. */
  readonly values: readonly SourceValue[] | null
}

export interface SourceLimits {
  readonly maxRows: number
  /** Bytes of the rows answered, written as JSON; what comes over the wire may be eight times as much. */
  readonly maxBytes: number
  /** Milliseconds that the source may work on it. */
  readonly maxMs: number
  /** By the estimate of the source. */
  readonly maxCost?: number
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
  readonly primaryKey: readonly string[]
  readonly references: readonly SourceReference[]
}

/** Columns that point to those of another table. */
export interface SourceReference {
  readonly columns: readonly string[]
  readonly table: string
  readonly tableColumns: readonly string[]
}

export interface SourceColumn {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
  readonly comment: string | null
}
