import type { SourceAccess, SourceAccessInput } from '@craveva/contract/source-access'
import type { RowFilter, SourceScope, SourceValue } from '../connectors/connector.ts'

export const defaultAccess: SourceAccess = {
  tables: null,
  hidden_columns: [],
  row_filters: [],
  visitor_deployments: null,
  public_tables: [],
  free_sql: true,
  writable_acknowledged: false,
  max_cost: 5_000_000,
  max_concurrent: 4,
  daily_queries: null,
  cache_seconds: 0,
  sync_minutes: null,
}

/** What was set of a source's access, and the defaults for the rest. */
export function accessOf(stored: SourceAccessInput): SourceAccess {
  const set = Object.entries(stored).filter(([, value]) => value !== undefined)
  return { ...defaultAccess, ...Object.fromEntries(set) }
}

/** A change laid over what was set: absent stays, null is the default again (where null itself is a value, it is the default or means no limit). */
export function mergeAccess(stored: SourceAccessInput, given: SourceAccessInput): SourceAccessInput {
  const changes = Object.entries(given).filter(([, value]) => value !== undefined)
  const merged = { ...stored, ...Object.fromEntries(changes) }
  const nullable = new Set(['tables', 'visitor_deployments', 'max_cost', 'daily_queries', 'sync_minutes'])
  return Object.fromEntries(Object.entries(merged).filter(([name, value]) => value !== null || nullable.has(name)))
}

/** For whom a source is asked. */
export interface Viewer {
  /** `visitor`: whoever talks to a public agent, known by `claims` or not at all. `company`: its members and their programs. */
  readonly kind: 'company' | 'visitor'
  readonly claims: { readonly sub?: string | undefined; readonly customer_id?: string | undefined; readonly email?: string | undefined }
  readonly outlet: ViewedOutlet | null
}

export interface ViewedOutlet {
  readonly id: string
  /** Columns, and the values that rows of the outlet have there. */
  readonly rowFilter: Readonly<Record<string, SourceValue | readonly SourceValue[]>>
}

/** The value of what is bound to a viewer; null when the viewer has none. */
export function boundValue(from: SourceAccess['row_filters'][number]['equals'], { claims, outlet }: Viewer): string | null {
  if (from === 'outlet.id') return outlet?.id ?? null
  if (from === 'visitor.customer_id') return claims.customer_id ?? null
  if (from === 'visitor.email') return claims.email ?? null
  return claims.sub ?? null
}

/** The part of a source that a viewer may see. */
export function scopeFor(access: SourceAccess, viewer: Viewer, { acrossVisitors = false } = {}): SourceScope {
  const filters = acrossVisitors ? [] : access.row_filters.flatMap(filter => visitorFilter(filter, viewer))
  return { tables: access.tables, hidden: access.hidden_columns, filters: [...filters, ...outletFilters(viewer)] }
}

/** Rows that belong to visitors: for visitors always, for the company when it speaks for an outlet or tries as a visitor. */
function visitorFilter({ table, column, equals }: SourceAccess['row_filters'][number], viewer: Viewer): RowFilter[] {
  const value = boundValue(equals, viewer)
  if (viewer.kind === 'company' && value === null) return []
  return [{ table, column, values: value === null ? null : [value] }]
}

const outletFilters = ({ outlet }: Viewer): RowFilter[] =>
  Object.entries(outlet?.rowFilter ?? {}).map(([column, value]) => ({
    table: null,
    column,
    values: Array.isArray(value) ? (value as readonly SourceValue[]) : [value as SourceValue],
  }))

/**
 * Whether agents may write queries of their own. For those that talk to visitors every table must be open to anybody or show each visitor
 * only what is theirs.
 */
export function freeSqlOf(access: SourceAccess, writable: boolean) {
  if (!access.free_sql) return { internal: false, public: false, reason: 'It is switched off.' }
  if (writable && !access.writable_acknowledged)
    return {
      internal: false,
      public: false,
      reason: 'The login can change data. Use one that can only read, or set writable_acknowledged.',
    }
  if (!access.tables) return { internal: true, public: false, reason: 'For public agents, name the tables they may read.' }
  const open = new Set(access.public_tables)
  const bound = new Set(access.row_filters.filter(({ equals }) => equals.startsWith('visitor.')).map(({ table }) => table))
  const closed = access.tables.filter(table => !open.has(table) && !bound.has(table))
  const reason = closed.length === 0 ? null : `For public agents, mark as public or bind to the visitor: ${closed.slice(0, 10).join(', ')}.`
  return { internal: true, public: closed.length === 0 && access.tables.length > 0, reason }
}
