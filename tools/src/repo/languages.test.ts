import { join } from 'node:path'
import { transcriptWords } from '@craveva/core/conversations/transcript-words'
import { languages } from '@craveva/core/languages/languages'
import { expect, test } from 'vitest'

const texts = join(import.meta.dirname, '../../../packages/widget/src/texts')

test('mails and the chat speak the same languages, and call a visitor the same', async () => {
  const widget = (await import(join(texts, 'languages.ts'))) as { languages: string[] }
  expect([...languages].sort()).toEqual(['en', ...widget.languages].sort())
  for (const language of languages) {
    const file = (await import(join(texts, `${language}.ts`))) as Record<'texts' | 'en', { you: string }>
    expect(transcriptWords[language].you, language).toBe((file.texts ?? file.en).you)
  }
})
