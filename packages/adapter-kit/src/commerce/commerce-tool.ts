import type { z } from 'zod'
import type { Tool, ToolCall, ToolResult } from '../tool.ts'

interface CommerceTool<Input> extends Omit<Tool, 'input' | 'run'> {
  readonly input: z.ZodType<Input>
  run(input: Input, call: ToolCall): Promise<ToolResult>
}

/** A tool whose input is of the type that its schema says. */
export const commerceTool = <Input>(definition: CommerceTool<Input>): Tool => definition as unknown as Tool

/** Words for the model, with nothing for the visitor. */
export const said = (content: string, outcome = 'said'): ToolResult => ({ content, receipts: [], parts: [], outcome })
