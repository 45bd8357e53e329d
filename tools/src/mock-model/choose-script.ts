import type { ChatRequest } from './chat-request.ts'
import { parseScript, type Script } from './script.ts'

/**
 * The script a request asks for: in its model name (`mock?fault=429&times=1`), else in the first line of the
 * question (`mock: fault=429`), else the server's own. Throws on a misspelt script.
 */
export function chooseScript(request: ChatRequest, own: Script): Script {
  const inName = request.model.indexOf('?')
  if (inName >= 0) return parseScript(request.model.slice(inName + 1), own)
  if (request.model.startsWith('echo')) return { ...own, text: null }
  const inQuestion = /^mock:\s*(\S+)/.exec(request.question)
  return inQuestion?.[1] ? parseScript(inQuestion[1], own) : own
}
