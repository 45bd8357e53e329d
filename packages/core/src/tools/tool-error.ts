/** What kept a tool from its work, in words for the model: no secrets, no internals. */
export class ToolError extends Error {
  override readonly name = 'ToolError'
}
