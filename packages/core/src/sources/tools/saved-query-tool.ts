import type { Tool } from '../../tools/tool.ts'
import type { SourceRow } from '../asking/source-desk.ts'
import { argumentsSchema } from '../saved/arguments-schema.ts'
import { runSavedQuery, type SavedQueryRow } from '../saved/run-saved-query.ts'
import { answerTool } from './answer-tool.ts'
import type { ToolNeeds } from './source-tools.ts'
import { viewerOf } from './viewer-of.ts'

/** A saved query as a tool: the model fills in what is not bound to the visitor, and nothing else. */
export const savedQueryTool = (needs: ToolNeeds, source: SourceRow, saved: SavedQueryRow): Tool => ({
  name: saved.name,
  description: saved.description,
  parameters: argumentsSchema(saved.parameters),
  effect: 'read',
  tabular: true,
  run: (given, call) =>
    answerTool(needs, source, call, async () => ({
      ...(await runSavedQuery(needs, source, saved, { given, viewer: await viewerOf(needs, source, call), signal: call.signal })),
      location: saved.name,
      key: saved.key,
    })),
})
