import { exampleSubject } from '@craveva/adapter-example/testing/example-subject'
import { conformanceCases, type Subject } from '@craveva/adapter-kit/conformance'
import { telegramSubject } from '@craveva/adapter-telegram/testing/telegram-subject'

/** Adapters whose conformance is tested, each by its own `conformance.test.ts`. */
const subjects: Readonly<Record<string, () => Subject | Promise<Subject>>> = {
  Telegram: () => telegramSubject('edit'),
  'Example (made up)': exampleSubject,
}

/** The page that shows what each adapter is tried with, and what is left out, with the reason. */
export async function adapterMatrix() {
  const columns = await Promise.all(Object.entries(subjects).map(async ([title, make]) => ({ title, subject: await make() })))
  const notes: string[] = []
  const cell = (subject: Subject, name: string) => {
    const reason = subject.leftOut?.[name]
    if (reason === undefined) return 'tested'
    notes.push(reason)
    return `left out (${notes.length})`
  }
  const rows = conformanceCases.map(({ name }) => `| ${name} | ${columns.map(({ subject }) => cell(subject, name)).join(' | ')} |`)
  return `# What adapters are tried with

Every case runs against a double of the platform in \`npm test\`. Written by \`tools/src/adapters/main.ts\`; see [how to add one](guides/add-an-adapter.md).

| | ${columns.map(({ title }) => title).join(' | ')} |
|---|${columns.map(() => '---').join('|')}|
${rows.join('\n')}
${notes.length > 0 ? `\n${notes.map((note, index) => `${index + 1}. ${note}`).join('\n')}\n` : ''}`
}
