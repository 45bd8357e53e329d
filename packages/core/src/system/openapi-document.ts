import type { CoreConfig } from '../config.ts'

let document: Promise<Record<string, unknown>> | null = null

/** The OpenAPI document, made when it is first asked for: its generator need not lie in memory before. */
export function openApiDocument({ version, publicUrl }: Pick<CoreConfig, 'version' | 'publicUrl'>) {
  document ??= import('@craveva/contract/openapi').then(({ createOpenApi }) => ({
    ...createOpenApi({ version, serverUrl: `${publicUrl}/api/v1` }),
  }))
  return document
}
