import type { Tool } from '../../tools/tool.ts'
import { accessOf, scopeFor } from '../asking/source-access.ts'
import type { SourceRow } from '../asking/source-desk.ts'
import { findConnector } from '../connectors/connectors.ts'
import { listOperations } from '../connectors/rest/rest-operations.ts'
import { answerTool } from './answer-tool.ts'
import type { ToolNeeds } from './source-tools.ts'
import { viewerOf } from './viewer-of.ts'

const limits = { maxRows: 50, maxBytes: 60_000, maxMs: 10_000 }

/**
 * The operations of an API as tools. Visitors get those that the merchant marked as public, and those of which a parameter is bound to the visitor,
 * whose value then nobody else chooses.
 */
export async function operationTools(
  needs: ToolNeeds,
  source: SourceRow,
  { visitor, wanted }: { visitor: boolean; wanted: ReadonlySet<string> },
): Promise<Tool[]> {
  if (findConnector(String(source.connection_config.type ?? ''))?.engine !== 'rest') return []
  const access = accessOf(source.access)
  const bound = (name: string) => new Set(access.row_filters.filter(({ table }) => table === name).map(({ column }) => column))
  return listOperations(source.connection_config)
    .filter(({ tool, name }) => wanted.has(tool) && (!access.tables || access.tables.includes(name)))
    .filter(({ name }) => !visitor || access.public_tables.includes(name) || bound(name).size > 0)
    .map(operation => ({
      name: operation.tool,
      description: operation.description,
      parameters: operation.argumentsSchema(visitor ? bound(operation.name) : new Set()),
      effect: 'read',
      run: (given, call) =>
        answerTool(needs, source, call, async () => {
          const question = {
            text: JSON.stringify({ operation: operation.name, arguments: given }),
            scope: scopeFor(access, await viewerOf(needs, source, call)),
            limits,
          }
          return { answer: await needs.sourceDesk.ask(source, question, call.signal), question, location: operation.location, key: [] }
        }),
    }))
}
