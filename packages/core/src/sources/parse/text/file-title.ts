import type { Block } from '../../document.ts'

/** A title for a file that has none: its first top heading, else its name without folder and ending, `return-policy_2024` becoming `Return policy 2024`. */
export function fileTitle(key: string, blocks: readonly Block[]): string {
  const heading = blocks.find(block => block.kind === 'heading' && block.level === 1)
  return (heading?.kind === 'heading' && heading.text) || nameTitle(key)
}

export function nameTitle(key: string): string {
  const name = (key.split('/').at(-1) ?? key).replace(/\.[a-z0-9]{1,8}$/i, '')
  const words =
    name
      .replace(/[-_+]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim() || key
  return words.charAt(0).toUpperCase() + words.slice(1)
}
