/** JSON that a model was asked for, freed from the fences that some put around it. */
export function readOutput(text: string): { readonly value: unknown; readonly text: string } | null {
  const plain = /^\s*```(?:json)?\s*([\s\S]*?)```\s*$/.exec(text)?.[1] ?? text
  try {
    const value: unknown = JSON.parse(plain)
    return { value, text: plain.trim() }
  } catch {
    return null
  }
}
