import { SourceError } from '../source-error.ts'

const tokens = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|;|\s+|[\s\S]/y

/** Passes one statement that begins as a question does, with nothing but a semicolon behind it. Engines that run the first of several would hide what the others were. */
export function checkOneStatement(text: string) {
  if (!/^(?:\s|\(|--[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:select|with|from|values)\b/i.test(text))
    throw new SourceError('refused', 'Only SELECT is allowed here.')
  tokens.lastIndex = 0
  let ended = false
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    const [token] = match
    if (/^(?:\s|--|\/\*)/.test(token)) continue
    if (token === ';') ended = true
    else if (ended) throw new SourceError('refused', 'Send one statement, without others after it.')
  }
}
