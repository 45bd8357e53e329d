import type { Api } from '@craveva/contract/api'
import { detached, type Handlers } from '../http/handlers.ts'
import { changeTool, createTool, getTool, type HttpToolRow, removeTool, rotateToolSecret, tryTool } from './tools.service.ts'
import { listTools } from './tools.store.ts'

export const toolHandlers: Handlers<Api['tools']> = {
  list: async ({ db, principal, builtInTools }) => ({
    tools: (await listTools(db, principal.companyId)).map(toTool),
    built_in: builtInTools.map(({ name, description, effect }) => ({ name, description, effect })),
  }),
  create: async (context, { body }) => {
    const { tool, secret } = await createTool(context, body)
    return { tool: { ...toTool(tool), secret } }
  },
  get: async (context, { params }) => ({ tool: toTool(await getTool(context, params.tool_id)) }),
  update: async (context, { params, body }) => ({ tool: toTool(await changeTool(context, params.tool_id, body)) }),
  delete: async (context, { params }) => {
    await removeTool(context, params.tool_id)
    return { success: true, message: 'Tool deleted' }
  },
  rotateSecret: async (context, { params }) => {
    const { tool, secret } = await rotateToolSecret(context, params.tool_id)
    return { tool: { ...toTool(tool), secret } }
  },
  test: detached((context, { params, body, gone }) => tryTool(context, params.tool_id, body.arguments, gone)),
}

const toTool = ({ company_id: _company, secret: _secret, created_at, updated_at, ...tool }: HttpToolRow) => ({
  ...tool,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})
