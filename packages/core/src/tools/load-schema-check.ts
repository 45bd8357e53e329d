import type { CheckSchema } from './bind-tools.ts'

let loaded: Promise<CheckSchema> | null = null

/** What checks values by a JSON Schema; loaded when the first tool is used, as it takes memory. */
export function loadSchemaCheck(): Promise<CheckSchema> {
  loaded ??= import('./check-schema.ts').then(({ checkSchema }) => checkSchema)
  return loaded
}
