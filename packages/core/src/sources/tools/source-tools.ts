import type { Services } from '../../context.ts'
import { inCompany } from '../../db/in-company.ts'
import type { Tool } from '../../tools/tool.ts'
import type { ToolProvider } from '../../tools/tools-for.ts'
import { savedQueriesOf } from '../saved/saved-queries.store.ts'
import { findSourceRows } from '../sources.store.ts'
import { freeSqlTool } from './free-sql-tool.ts'
import { operationTools } from './operation-tools.ts'
import { savedQueryTool } from './saved-query-tool.ts'
import { isVisitor } from './viewer-of.ts'

export type ToolNeeds = Pick<Services, 'pool' | 'sourceDesk' | 'now' | 'log'>

/**
 * What agents can ask of their live sources: one tool for each saved query and each operation of an API, and one to write queries with, where that
 * is safe for whom they talk to.
 */
export const sourceTools =
  (needs: ToolNeeds): ToolProvider =>
  async ({ companyId, config, dataSourceIds }, principal) => {
    if (dataSourceIds.length === 0) return []
    const { sources, saved } = await inCompany(needs.pool, companyId, async db => ({
      sources: await findSourceRows(db, companyId, dataSourceIds),
      saved: await savedQueriesOf(db, companyId, dataSourceIds),
    }))
    const visitor = isVisitor(principal)
    const wanted = new Set(config.tools)
    const tools: Tool[] = []
    for (const query of saved) {
      const source = sources.find(({ connection_id }) => connection_id === query.connection_id)
      if (source && wanted.has(query.name) && (!visitor || query.audience === 'public')) tools.push(savedQueryTool(needs, source, query))
    }
    if (wanted.has('query_data_source')) tools.push(...(await freeSqlTool(needs, sources, visitor)))
    for (const source of sources) tools.push(...(await operationTools(needs, source, { visitor, wanted })))
    return tools
  }
