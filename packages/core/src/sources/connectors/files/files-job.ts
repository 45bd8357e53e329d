import type { SourceAnswer, SourceLimits, SourceSchema, SourceScope, SourceValue } from '../connector.ts'

/** What a child that reads tables is to do. */
export type FilesJob = { readonly files: readonly { readonly path: string; readonly name: string }[]; readonly maxMs: number } & (
  | { readonly kind: 'schema' }
  | {
      readonly kind: 'query'
      readonly text: string
      readonly values: readonly SourceValue[]
      readonly scope: SourceScope | null
      readonly limits: SourceLimits
    }
)

/** What it answers, as one line of JSON. */
export interface FilesOutcome {
  readonly answer?: SourceAnswer
  readonly schema?: SourceSchema
  /** Why not, for the merchant. */
  readonly refused?: string
}
